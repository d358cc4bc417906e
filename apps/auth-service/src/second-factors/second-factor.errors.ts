/** It was sealed with another key than this process has. */
export class SecondFactorUnreadableError extends Error {
  constructor() {
    super(
      'a second factor does not open with this key: AUTH_KEY_ENCRYPTION_KEY or AUTH_KEY_FILE has changed',
    );
    this.name = 'SecondFactorUnreadableError';
  }
}
