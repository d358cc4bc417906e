import { Module } from '@nestjs/common';
import { LogKeys } from './log-keys.js';
import { LogKeysController } from './log-keys.controller.js';
import { LogKeysRepository } from './log-keys.repository.js';

@Module({ controllers: [LogKeysController], providers: [LogKeys, LogKeysRepository], exports: [LogKeys] })
export class KeysModule {}
