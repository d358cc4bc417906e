import { DomainError } from '@acgs/contracts';

/** A request that two readers could understand in two ways. Nothing more is read from its connection. */
export class AmbiguousRequestError extends DomainError {
  readonly problem = 'validation-failed';

  /** `major` is that of the HTTP version: in 2 a request is framed by itself, and nothing after it is in doubt. */
  constructor(message: string, major = 1) {
    super(message, major === 1 ? { headers: { Connection: 'close' } } : {});
  }
}

/** Node drops fields beyond a number of its own without a word, such as a second hash, or the length of the body. */
export class TooManyFieldsError extends DomainError {
  readonly problem = 'headers-too-large';

  constructor(most: number) {
    super(`There are more than ${String(most)} header fields.`, { headers: { Connection: 'close' } });
  }
}

/** RFC 9110, section 9.3.6: this server is no proxy to the world. */
export class TunnelRefusedError extends DomainError {
  readonly problem = 'method-not-allowed';

  constructor() {
    super('No tunnels are made.', { headers: { Allow: '' } });
  }
}
