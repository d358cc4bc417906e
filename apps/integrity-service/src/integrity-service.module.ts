import { AccessModule } from '@acgs/access';
import { ConstitutionalHashModule } from '@acgs/constitutional-hash';
import { DatabaseModule } from '@acgs/database';
import { databaseCheck, HealthModule } from '@acgs/health';
import { MetricsModule } from '@acgs/observability';
import { RedisModule, SharedRedis } from '@acgs/redis';
import { type DynamicModule, Module } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { INTEGRITY_SETTINGS, type IntegritySettings } from './config.js';
import { HashingController } from './hashing/hashing.controller.js';
import { KeysModule } from './keys/keys.module.js';
import { LogKeyEntity } from './keys/log-key.entity.js';
import { EntryEntity } from './log/entry.entity.js';
import { LogModule } from './log/log.module.js';
import { SealedFieldEntity } from './log/sealed-field.entity.js';
import { TileEntity } from './log/tile.entity.js';
import { TreeEntity } from './log/tree.entity.js';
import { LogMonitor } from './monitor/log-monitor.js';
import { MonitorModule } from './monitor/monitor.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SequencerModule } from './sequencer/sequencer.module.js';
import { VerificationModule } from './verification/verification.module.js';
import { CosignatureEntity } from './witnesses/cosignature.entity.js';
import { WitnessesModule } from './witnesses/witnesses.module.js';

const NAME = 'integrity-service';
const ENTITIES = [TreeEntity, EntryEntity, SealedFieldEntity, TileEntity, LogKeyEntity, CosignatureEntity];

@Module({})
export class IntegrityServiceModule {
  static forRoot(settings: IntegritySettings): DynamicModule {
    return {
      module: IntegrityServiceModule,
      global: true,
      imports: [
        ConstitutionalHashModule,
        AccessModule.forRoot(settings, 'integrity-service'),
        MetricsModule.forRoot(NAME),
        DatabaseModule.forRoot(settings, NAME, ENTITIES),
        RedisModule.forRoot(settings),
        HealthModule.forRootAsync({
          imports: [MonitorModule],
          inject: [DataSource, HealthIndicatorService, SharedRedis, LogMonitor],
          useFactory: (
            database: DataSource,
            indicators: HealthIndicatorService,
            redis: SharedRedis,
            monitor: LogMonitor,
          ) => [databaseCheck(indicators, database), () => redis.health(), () => monitor.health()],
        }),
        KeysModule,
        LogModule,
        SequencerModule,
        MonitorModule,
        RetentionModule,
        WitnessesModule,
        VerificationModule,
      ],
      controllers: [HashingController],
      providers: [{ provide: INTEGRITY_SETTINGS, useValue: settings }],
      exports: [INTEGRITY_SETTINGS],
    };
  }
}
