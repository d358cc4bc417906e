/** Parts of the package without the package's index, which warns of Node 20 although all works there. */
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  import type { errors } from 'oidc-provider';
  export const InvalidClientAuth: typeof errors.InvalidClientAuth;
  export const InvalidGrant: typeof errors.InvalidGrant;
  export const InvalidRequest: typeof errors.InvalidRequest;
  export const InvalidRequestUri: typeof errors.InvalidRequestUri;
  export const InvalidScope: typeof errors.InvalidScope;
  export const InvalidTarget: typeof errors.InvalidTarget;
}

declare module 'oidc-provider/lib/helpers/validate_dpop.js' {
  import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
  interface Proof {
    readonly thumbprint: string;
    readonly jti: string;
  }
  export default function validateDpop(
    provider: Provider,
    context: KoaContextWithOIDC,
  ): Promise<Proof | undefined>;
  export function checkDpopReplay(
    provider: Provider,
    context: KoaContextWithOIDC,
    proof: Proof,
    clientId: string,
  ): Promise<void>;
}

declare module 'oidc-provider/lib/helpers/interaction_policy/index.js' {
  import type { interactionPolicy } from 'oidc-provider';
  export const Check: typeof interactionPolicy.Check;
  export const base: typeof interactionPolicy.base;
}

declare module 'oidc-provider/lib/helpers/weak_cache.js' {
  import type { JWK, Provider } from 'oidc-provider';
  /** What the library keeps of a provider. */
  export default function instance(provider: Provider): {
    readonly keystore: { clear(): void; add(key: JWK): void };
  };
}
