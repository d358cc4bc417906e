import { DomainError } from '@acgs/contracts';

export class RotationUnderWayError extends DomainError {
  readonly problem = 'conflict';

  constructor() {
    super('A new key is published and does not sign yet: wait for it.');
  }
}
