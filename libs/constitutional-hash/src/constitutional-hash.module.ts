import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ConstitutionalHashGuard } from './constitutional-hash.guard.js';

/** Import it first: global guards run in the order in which their modules are imported. */
@Module({ providers: [{ provide: APP_GUARD, useClass: ConstitutionalHashGuard }] })
export class ConstitutionalHashModule {}
