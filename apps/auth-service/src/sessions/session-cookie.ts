/** Of a person's session at auth-service; oidc-provider has one of its own beside it. */
export const SESSION_COOKIE = 'acgs_account';
