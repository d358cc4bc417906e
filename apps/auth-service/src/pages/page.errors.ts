import { DomainError } from '@acgs/contracts';

export class NotAFormError extends DomainError {
  readonly problem = 'unsupported-media-type';

  constructor() {
    super('This page takes application/x-www-form-urlencoded.');
  }
}

export class FormTooLargeError extends DomainError {
  readonly problem = 'payload-too-large';

  constructor() {
    super('A form has 16 KiB at most.');
  }
}

/** The form was not sent from a page of ours, or not from the one that it was made for. */
export class ForeignFormError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('The form does not come from this page. Open the page again, and send it from there.');
  }
}
