/** Nothing can be said about what was to be verified: it, or something that is needed for it, cannot be read. */
export class UndecidedError extends Error {
  override readonly name = 'UndecidedError';
}
