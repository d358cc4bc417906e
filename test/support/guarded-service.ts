import {
  AccessModule,
  type AccessSettings,
  accessVariables,
  Caller,
  type CallerIdentity,
  Public,
  RequirePermission,
} from '@acgs/access';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { HealthModule } from '@acgs/health';
import { MetricsModule } from '@acgs/observability';
import { loadConfiguration, type RunningService, serviceVariables, startService } from '@acgs/service';
import { Controller, type DynamicModule, Get, Module, type Type } from '@nestjs/common';
import { z } from 'zod';

const GuardedVariables = z.object({ ...serviceVariables(0), ...accessVariables });

@Controller('guarded')
class GuardedController {
  @Get('policies')
  @RequirePermission('policies:read')
  policies(@Caller() caller: CallerIdentity): object {
    return { ...caller, permissions: [...caller.permissions] };
  }

  @Get('open')
  @Public()
  open(): object {
    return { open: true };
  }
}

@Controller('guarded')
@Public()
export class HalfClosedController {
  @Get('closed')
  @RequirePermission('constitution:ratify')
  closed(): object {
    return { closed: true };
  }
}

@Module({})
class GuardedModule {
  static forRoot(
    settings: AccessSettings,
    controllers: Type[],
    modules: (Type | DynamicModule)[],
  ): DynamicModule {
    return {
      module: GuardedModule,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, 'guarded'),
        MetricsModule.forRoot('guarded'),
        HealthModule.forRootAsync({ useFactory: () => [] }),
        ...modules,
      ],
      controllers: [GuardedController, ...controllers],
    };
  }
}

/** A service with nothing but guards and a few routes, on a free port. */
export const startGuardedService = (
  environment: Readonly<Record<string, string>>,
  controllers: Type[] = [],
  modules: (Type | DynamicModule)[] = [],
): Promise<RunningService> =>
  startService(
    {
      name: 'guarded',
      title: 'Guarded',
      variables: GuardedVariables,
      module: (settings) => GuardedModule.forRoot(settings, controllers, modules),
    },
    loadConfiguration(GuardedVariables, { ...environment, PORT: '0', LOG_LEVEL: 'silent' }),
  );
