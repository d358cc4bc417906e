export interface Mail {
  /** Names the mail in the log; the address never stands there. */
  readonly kind: 'invitation' | 'password-reset' | 'password-changed' | 'second-factor-removed';
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}
