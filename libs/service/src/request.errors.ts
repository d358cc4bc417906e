import { DomainError, type Fault } from '@acgs/contracts';

/** The request does not have the shape its schema asks for; `faults` lists every one with its path. */
export class ValidationFailedError extends DomainError {
  readonly problem = 'validation-failed';

  constructor(faults: readonly Fault[]) {
    super(`${String(faults.length)} ${faults.length === 1 ? 'fault' : 'faults'} in the request.`, { faults });
  }
}

/** The body is not JSON, or JSON that two readers could understand in two ways. */
export class MalformedJsonError extends DomainError {
  readonly problem = 'malformed-json';

  constructor(message: string, faults: readonly Fault[] = []) {
    super(message, { faults });
  }
}

/** YAML is for documents that people write. */
export class YamlNotSupportedError extends DomainError {
  readonly problem = 'unsupported-media-type';

  constructor() {
    super('This route takes application/json.');
  }
}

export class PayloadTooLargeError extends DomainError {
  readonly problem = 'payload-too-large';
}
