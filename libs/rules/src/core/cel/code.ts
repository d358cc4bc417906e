import { type Frame } from './frame.js';

/** One compiled expression: gives a value or a Failure. */
export type Run = (frame: Frame) => unknown;

export interface Code {
  readonly run: Run;
  /** What it always gives; null when that depends on the request. */
  readonly constant: { readonly value: unknown } | null;
}

export function constantCode(value: unknown): Code {
  return { run: () => value, constant: { value } };
}

export function runtimeCode(run: Run): Code {
  return { run, constant: null };
}
