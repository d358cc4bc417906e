export { Caller, Public, RequirePermission } from './access.decorators.js';
export type { CallerIdentity } from './caller-identity.js';
