import { applyDecorators, type CanActivate, SetMetadata, type Type, UseGuards } from '@nestjs/common';

export const ADDS_CONSTITUTIONAL_HASH = Symbol('adds-constitutional-hash');

/**
 * For routes whose callers can't send the header. Without it a request comes as far as `guard`, which has to call
 * `addConstitutionalHash`; the guards of a route run after the global ones, so the caller is known by then. A hash that
 * was sent is checked at once, as on every route.
 */
export const AddsConstitutionalHash = (guard: Type<CanActivate>): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(ADDS_CONSTITUTIONAL_HASH, true), UseGuards(guard));
