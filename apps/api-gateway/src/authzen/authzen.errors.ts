import { DomainError } from '@acgs/contracts';

/** The gateway does not know under which address others reach it, and believes no header on that. */
export class PublicOriginUnknownError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super(
      'This installation does not tell where it is: the setting PUBLIC_ORIGIN of the gateway is missing. ' +
        'The paths are those of the standard: /access/v1/evaluation and /access/v1/evaluations.',
    );
  }
}
