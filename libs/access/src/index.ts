export { Authenticated, Caller, type CallerBearer, Public, RequirePermission } from './access.decorators.js';
export { PermissionMissingError } from './access.errors.js';
export { AccessModule } from './access.module.js';
export { idOfApiKey, newApiKey } from './api-key.js';
export { type AccessSettings, accessVariables } from './access.variables.js';
export type { CallerIdentity } from './caller-identity.js';
export {
  clientsOfHome,
  type ClientWithSecret,
  type ConfiguredClient,
  localClients,
  readClientsFile,
} from './clients-file.js';
export { demandPermission } from './demand-permission.js';
export { namedTenant } from './named-tenant.js';
export { isOpenToOthers, readOrCreatePrivateFile } from './private-file.js';
export { PROOF_STORE, type ProofStore } from './proof-store.js';
export { PROOF_ALGORITHMS } from './proof-verifier.js';
export { hashOfRevocationKey, type RevocationKey, revocationKeysOf } from './revocation-key.js';
export { Revocations } from './revocations.js';
export { ServiceToken } from './service-token.js';
export { serviceTokenOf } from './service-token-of.js';
export { TOKEN_ALGORITHM, TokenVerifier } from './token-verifier.js';
export { VERIFICATION_GATE, type VerificationGate } from './verification-gate.js';
