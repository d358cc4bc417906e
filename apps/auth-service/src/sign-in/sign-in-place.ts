/** Where somebody signs in: for a client of an interaction, or for the account page. */
export interface SignInPlace {
  /** What the forms are tied to: an interaction, or a browser. */
  readonly owner: string;
  /** Where the forms go. */
  readonly action: string;
  readonly tenant: string;
  /** The name of the client; null for ACGS itself. */
  readonly client: string | null;
  readonly loginHint: string;
  /** A second factor must be there, and is set up on the way if it is not. */
  readonly secondFactorRequired: boolean;
  /** Where the client is, for the policy of the page. */
  readonly formTarget: string | null;
}
