import { type DynamicModule, Module } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from './config.js';

/** Gives the parsed settings to whoever injects them. */
@Module({})
export class SettingsModule {
  static forRoot(settings: EngineSettings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: ENGINE_SETTINGS, useValue: settings }],
      exports: [ENGINE_SETTINGS],
    };
  }
}
