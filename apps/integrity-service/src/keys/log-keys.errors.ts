import { DomainError } from '@acgs/contracts';

export class TooManySigningKeysError extends DomainError {
  readonly problem = 'conflict';

  constructor(count: number) {
    super(`${String(count)} keys still sign: a new one can be made when the overlap of one of them is over.`);
  }
}
