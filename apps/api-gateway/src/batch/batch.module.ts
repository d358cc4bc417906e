import { type DynamicModule, Module } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import { BatchController } from './batch.controller.js';
import { BatchService } from './batch.service.js';

@Module({})
export class BatchModule {
  static forRoot(settings: GatewaySettings): DynamicModule {
    return {
      module: BatchModule,
      controllers: [BatchController],
      providers: [{ provide: GATEWAY_SETTINGS, useValue: settings }, BatchService],
    };
  }
}
