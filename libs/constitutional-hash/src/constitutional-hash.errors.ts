import { DomainError } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from './constitutional-hash.js';

const extensions = { header: CONSTITUTIONAL_HASH_HEADER, expected: CONSTITUTIONAL_HASH };
const advice = `Send the header ${CONSTITUTIONAL_HASH_HEADER}: ${CONSTITUTIONAL_HASH}`;

export class ConstitutionalHashRequiredError extends DomainError {
  readonly problem = 'constitutional-hash-required';

  constructor() {
    super(`${advice}.`, { extensions });
  }
}

export class ConstitutionalHashMismatchError extends DomainError {
  readonly problem = 'constitutional-hash-mismatch';

  constructor() {
    super(`This installation runs under another constitutional hash. ${advice}.`, { extensions });
  }
}
