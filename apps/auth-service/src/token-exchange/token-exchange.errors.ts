/** What an exchange would rest on is not there, has ended, or is not this agent's; which is told to nobody. */
export class GrantRefusedError extends Error {
  constructor(cause?: unknown) {
    super('the subject token or the delegation is not accepted', { cause });
    this.name = 'GrantRefusedError';
  }
}

/** More was asked for than all who are in the chain have in common. */
export class ScopeRefusedError extends Error {
  constructor() {
    super('more is asked for than was delegated');
    this.name = 'ScopeRefusedError';
  }
}
