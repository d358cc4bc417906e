import type { Permission } from '@acgs/contracts';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { CallerIdentity } from './caller-identity.js';

export const ACCESS_RULE = Symbol('access-rule');
export const PUBLIC = Symbol('public');
export const AUTHENTICATED = Symbol('authenticated');

/** What a route asks of its caller: nothing, a valid token, or one permission. A route without a mark stops the start. */
export type AccessRule = typeof PUBLIC | typeof AUTHENTICATED | Permission;

/** Opens a route to everybody: health, metrics, docs, `.well-known`, and the way to a token. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS_RULE, PUBLIC);

/** Any valid token will do: for a gateway, behind which the services ask for the permission. */
export const Authenticated = (): ClassDecorator & MethodDecorator => SetMetadata(ACCESS_RULE, AUTHENTICATED);

export const RequirePermission = (permission: Permission): ClassDecorator & MethodDecorator =>
  SetMetadata(ACCESS_RULE, permission);

export interface CallerBearer {
  caller?: CallerIdentity;
}

/** The verified caller of the request. */
export const Caller: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext) => context.switchToHttp().getRequest<CallerBearer>().caller,
);
