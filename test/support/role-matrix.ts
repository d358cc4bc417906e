/**
 * Who may call what, to be read by people: for each route the roles that it lets in. It is written down apart from the
 * permissions of the code, so that a permission that came to a role by mistake is seen here.
 *
 * `everybody` needs no token, `each` any token: then the service looks whose the thing is. Words behind a colon:
 * `:all-tenants` is the same for every tenant.
 */
const MATRIX = `
auth-service
  GET    /api/v1/admin/queries                            admin operator
  GET    /.well-known/jwks.json                           everybody
  GET    /.well-known/openid-configuration                everybody
  GET    /.well-known/oauth-authorization-server          everybody
  POST   /api/v1/oauth/token                              everybody
  POST   /api/v1/oauth/request                            everybody
  POST   /api/v1/oauth/introspection                      everybody
  POST   /api/v1/oauth/revocation                         everybody
  GET    /api/v1/oauth/revocations                        everybody
  GET    /api/v1/oauth/authorize                          everybody
  GET    /api/v1/oauth/authorize/:uid                     everybody
  GET    /api/v1/oauth/end-session                        everybody
  POST   /api/v1/oauth/end-session/confirm                everybody
  GET    /api/v1/oauth/end-session/success                everybody
  GET    /api/v1/oauth/userinfo                           each
  POST   /api/v1/oauth/userinfo                           each
  POST   /api/v1/auth/signing-keys/rotation               admin
  GET    /api/v1/auth/security-events                     admin auditor
  POST   /api/v1/auth/clients                             admin
  GET    /api/v1/auth/clients                             admin
  GET    /api/v1/auth/clients/:clientId                   admin
  PATCH  /api/v1/auth/clients/:clientId                   admin
  POST   /api/v1/auth/clients/:clientId/secret            admin
  DELETE /api/v1/auth/clients/:clientId                   admin
  POST   /api/v1/auth/agents                              admin author operator
  GET    /api/v1/auth/agents                              each
  GET    /api/v1/auth/agents/:agentId                     each
  POST   /api/v1/auth/agents/:agentId/secret              admin author operator
  DELETE /api/v1/auth/agents/:agentId                     admin author operator
  POST   /api/v1/auth/api-keys                            admin author operator
  GET    /api/v1/auth/api-keys                            each
  POST   /api/v1/auth/api-keys/token                      everybody
  GET    /api/v1/auth/api-keys/:keyId                     each
  DELETE /api/v1/auth/api-keys/:keyId                     admin author operator
  POST   /api/v1/auth/delegations                         admin author agent operator
  GET    /api/v1/auth/delegations                         each
  GET    /api/v1/auth/delegations/:delegationId           each
  DELETE /api/v1/auth/delegations/:delegationId           admin author agent operator
  GET    /api/v1/auth/users                               admin auditor
  GET    /api/v1/auth/users/:id                           admin auditor
  PUT    /api/v1/auth/users/:id/roles                     admin
  PUT    /api/v1/auth/users/:id/activation                admin
  GET    /api/v1/auth/users/:id/sessions                  admin auditor
  DELETE /api/v1/auth/users/:id/sessions                  admin
  DELETE /api/v1/auth/users/:id/second-factor             admin
  POST   /api/v1/auth/invitations                         admin
  GET    /api/v1/auth/invitations                         admin auditor
  DELETE /api/v1/auth/invitations/:id                     admin
  GET    /api/v1/auth/invitations/accept                  everybody
  POST   /api/v1/auth/invitations/accept                  everybody
  GET    /api/v1/auth/sessions                            each
  DELETE /api/v1/auth/sessions                            each
  DELETE /api/v1/auth/sessions/:id                        each
  GET    /api/v1/auth/interactions/:uid                   everybody
  POST   /api/v1/auth/interactions/:uid                   everybody
  GET    /api/v1/auth/sign-in                             everybody
  POST   /api/v1/auth/sign-in                             everybody
  GET    /api/v1/auth/account                             everybody
  POST   /api/v1/auth/account                             everybody
  GET    /api/v1/auth/account/password                    everybody
  POST   /api/v1/auth/account/password                    everybody
  GET    /api/v1/auth/account/second-factor               everybody
  POST   /api/v1/auth/account/second-factor               everybody
  GET    /api/v1/auth/password/forgotten                  everybody
  POST   /api/v1/auth/password/forgotten                  everybody
  GET    /api/v1/auth/password/reset                      everybody
  POST   /api/v1/auth/password/reset                      everybody
  GET    /api/v1/auth/style.css                           everybody
constitutional-core
  GET    /api/v1/admin/queries                            admin operator
  GET    /api/v1/cache/stats                              admin operator
  POST   /api/v1/cache/invalidate                         admin operator
  GET    /api/v1/constitution                             admin author council approver agent auditor operator
  GET    /api/v1/constitution/versions                    admin author council approver agent auditor operator
  GET    /api/v1/constitution/versions/:version           admin author council approver agent auditor operator :all-tenants
  GET    /api/v1/constitution/versions/:from/diff/:to     admin author council approver agent auditor operator :all-tenants
  POST   /api/v1/constitution/validate                    admin author council approver agent auditor operator
  POST   /api/v1/constitution/versions                    admin council
integrity-service
  GET    /api/v1/admin/queries                            admin operator
  POST   /api/v1/integrity/hash                           each
  GET    /api/v1/integrity/keys                           everybody
  POST   /api/v1/integrity/keys/rotation                  admin
  POST   /api/v1/integrity/verify                         admin council auditor operator
  GET    /api/v1/log/entries/:entryId                     admin council auditor operator
  GET    /api/v1/log/proofs/inclusion                     admin council auditor operator
  GET    /api/v1/log/proofs/consistency                   admin council auditor operator
  GET    /api/v1/checkpoint                               everybody
  GET    /api/v1/tile/entries/*                           admin council auditor operator
  GET    /api/v1/tile/*                                   everybody
  POST   /api/v1/log/witness                              admin
  GET    /api/v1/checkpoint/witnessed                     everybody
governance-engine
  GET    /api/v1/admin/queries                            admin operator
  GET    /api/v1/cache/stats                              admin operator
  POST   /api/v1/cache/invalidate                         admin operator
  POST   /api/v1/policies                                 admin author
  GET    /api/v1/policies                                 admin author council approver auditor
  GET    /api/v1/policies/:id                             admin author council approver auditor
  GET    /api/v1/policies/:id/versions                    admin author council approver auditor
  GET    /api/v1/policies/:id/versions/:version           admin author council approver auditor
  PUT    /api/v1/policies/:id/activation                  admin approver
  POST   /api/v1/policies/:id/rollback                    admin approver
  GET    /api/v1/policies/:id/activations                 admin author council approver auditor
  POST   /api/v1/policies/:id/versions/:version/review    admin author
  POST   /api/v1/policies/:id/versions/:version/rejection admin approver
  POST   /api/v1/policies/:id/proposals
  GET    /api/v1/rule-sets/active                         admin author council approver auditor
  POST   /api/v1/decisions                                admin agent
  POST   /api/v1/decisions/batch                          admin agent
  GET    /api/v1/decisions                                admin approver auditor
  GET    /api/v1/decisions/:decisionId                    admin approver auditor
  GET    /api/v1/decisions/:decisionId/explanation        admin approver auditor
  GET    /api/v1/decisions/:decisionId/receipt            admin approver auditor
  GET    /api/v1/decisions/:decisionId/evidence           admin approver auditor
  POST   /api/v1/decisions/:decisionId/erasure            admin
  GET    /api/v1/decisions/outcomes                       admin approver auditor
  POST   /api/v1/decisions/:decisionId/labels             admin approver
  GET    /api/v1/decisions/:decisionId/labels             admin approver auditor
  POST   /api/v1/decisions/:decisionId/outcome-reports    admin agent
  POST   /api/v1/labels/import                            admin approver
  GET    /api/v1/labels                                   admin approver auditor
  POST   /api/v1/freezes                                  admin approver author operator
  GET    /api/v1/freezes                                  admin approver auditor author council operator
  GET    /api/v1/freezes/:freezeId                        admin approver auditor author council operator
  POST   /api/v1/freezes/:freezeId/lift                   admin approver
  POST   /api/v1/legal-holds                              admin
  GET    /api/v1/legal-holds                              admin auditor
  GET    /api/v1/legal-holds/:holdId                      admin auditor
  POST   /api/v1/legal-holds/:holdId/release              admin
  POST   /access/v1/evaluation                            admin agent
  POST   /access/v1/evaluations                           admin agent
  GET    /api/v1/approvals                                admin approver auditor
  GET    /api/v1/approvals/:decisionId                    each
  POST   /api/v1/approvals/:decisionId                    approver
  DELETE /api/v1/approvals/:decisionId                    approver
  POST   /api/v1/simulations                              admin author approver
  GET    /api/v1/simulations                              admin author council approver auditor
  GET    /api/v1/simulations/:simulationId                admin author council approver auditor
  GET    /api/v1/simulations/:simulationId/flips          admin author council approver auditor
  GET    /api/v1/simulations/:simulationId/breakdown      admin author council approver auditor
  GET    /api/v1/simulations/:simulationId/events         admin author council approver auditor
  POST   /api/v1/simulations/:simulationId/cancellation   admin author approver
ec-service
  GET    /api/v1/admin/queries                            admin operator
  POST   /api/v1/evolution/runs                           admin author
  GET    /api/v1/evolution/runs                           admin author council approver auditor
  GET    /api/v1/evolution/runs/:runId                    admin author council approver auditor
  GET    /api/v1/evolution/runs/:runId/events             admin author council approver auditor
  POST   /api/v1/evolution/runs/:runId/pause              admin author
  POST   /api/v1/evolution/runs/:runId/resume             admin author
  POST   /api/v1/evolution/runs/:runId/cancellation       admin author
  POST   /api/v1/evolution/runs/:runId/replay             admin author
  GET    /api/v1/evolution/runs/:runId/front              admin author council approver auditor
  GET    /api/v1/evolution/runs/:runId/report             admin author council approver auditor
  GET    /api/v1/evolution/runs/:runId/candidates/:candidateId             admin author council approver auditor
  GET    /api/v1/evolution/runs/:runId/candidates/:candidateId/flips       admin author council approver auditor
  POST   /api/v1/evolution/runs/:runId/candidates/:candidateId/promotion   admin author approver
  POST   /api/v1/evolution/runs/:runId/candidates/:candidateId/rejection   admin author approver
api-gateway
  GET    /.well-known/authzen-configuration               everybody
  POST   /api/v1/batch                                    each
  GET    /api/v1/cache/stats                              admin operator
  POST   /api/v1/cache/invalidate                         admin operator
  GET    /api/v1/admin/queries                            admin operator
`;

export interface MatrixRow {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Roles, or `everybody`, or `each`. */
  readonly allowed: readonly string[];
  /** What the path names is the same for every tenant. */
  readonly isShared: boolean;
}

/** The rows of the table above, in its order. */
export function roleMatrix(): MatrixRow[] {
  let service = '';
  return MATRIX.split('\n').flatMap((line) => {
    if (line !== '' && !line.startsWith(' ')) service = line;
    if (!line.startsWith(' ')) return [];
    const [method = '', path = '', ...words] = line.trim().split(/\s+/);
    const allowed = words.filter((word) => !word.startsWith(':'));
    return [{ service, method, path, allowed, isShared: words.includes(':all-tenants') }];
  });
}
