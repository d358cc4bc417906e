import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { AuthzenConfigurationController } from '../authzen/authzen-configuration.controller.js';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import { ProxyController } from './proxy.controller.js';
import { ProxyService } from './proxy.service.js';
import { Upstreams } from './upstreams.js';
import { UpstreamsHealth } from './upstreams-health.js';

@Module({})
export class ProxyModule {
  static forRoot(settings: GatewaySettings): DynamicModule {
    return {
      module: ProxyModule,
      imports: [TerminusModule],
      controllers: [AuthzenConfigurationController, ProxyController],
      providers: [
        { provide: GATEWAY_SETTINGS, useValue: settings },
        Upstreams,
        UpstreamsHealth,
        ProxyService,
      ],
      exports: [UpstreamsHealth],
    };
  }
}
