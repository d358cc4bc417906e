export type FindingStatus = 'ok' | 'warn' | 'fail' | 'skipped';

/** What one check says of one thing: what it saw, and what to do about it. */
export interface Finding {
  /** The service, the server or the part that it is about. */
  readonly subject: string;
  readonly status: FindingStatus;
  readonly saw: string;
  readonly advice: string;
}

export const ok = (subject: string, saw: string): Finding => ({ subject, status: 'ok', saw, advice: '' });

export const warn = (subject: string, saw: string, advice: string): Finding => ({
  subject,
  status: 'warn',
  saw,
  advice,
});

export const fail = (subject: string, saw: string, advice: string): Finding => ({
  subject,
  status: 'fail',
  saw,
  advice,
});

/** What could not be looked at with what the doctor was given, and how to give it more. */
export const skipped = (subject: string, saw: string, advice: string): Finding => ({
  subject,
  status: 'skipped',
  saw,
  advice,
});

/** Thrown by a part that a check needs and the doctor does not have; it skips the check. */
export class NotAtHandError extends Error {
  constructor(
    readonly subject: string,
    why: string,
    readonly advice: string,
  ) {
    super(why);
    this.name = 'NotAtHandError';
  }
}
