import { Module } from '@nestjs/common';
import { SigningKeysModule } from '../signing-keys/signing-keys.module.js';
import { AccessTokens } from './access-tokens.js';

@Module({ imports: [SigningKeysModule], providers: [AccessTokens], exports: [AccessTokens] })
export class AccessTokensModule {}
