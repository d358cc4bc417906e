import { DomainError } from '@acgs/contracts';

export class MailNotConfiguredError extends DomainError {
  readonly problem = 'mail-not-configured';

  constructor() {
    super('Mail is not configured here: set SMTP_URL.');
  }
}

/** The SMTP server did not take the mail; `cause` is its answer. */
export class MailNotSentError extends DomainError {
  readonly problem = 'unavailable';

  constructor(cause: unknown) {
    super('The mail could not be sent. Try again soon.', { cause, retryAfterSeconds: 10 });
  }
}
