import { type DynamicModule, Module } from '@nestjs/common';
import { EC_SETTINGS, type EcSettings } from './config.js';

/** Gives the parsed settings to whoever injects them. */
@Module({})
export class SettingsModule {
  static forRoot(settings: EcSettings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: EC_SETTINGS, useValue: settings }],
      exports: [EC_SETTINGS],
    };
  }
}
