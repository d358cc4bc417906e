import type { Deadline } from './deadline.js';

export interface UpstreamCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * The path with its parameters, such as `/api/v1/constitution/versions/:version`. It names the route to the breaker and
   * in the figures, so it is written down in the code and never made of what a caller sent.
   */
  readonly route: string;
  /** Stand in the path, encoded. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** As it follows the `?`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is text; a form as a form; everything else as JSON. */
  readonly body?: unknown;
  /** Until when the caller waits. The service's own limit holds beside it. */
  readonly deadline?: Deadline;
  /** Aborted when the caller waits no longer: the call is given up. */
  readonly callerGone?: AbortSignal | undefined;
}

interface SentBody {
  readonly data: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PARAMETER = /:([A-Za-z]+)/g;

/** @throws TypeError for a parameter of the route that is not given */
export function targetOf({ route, parameters = {}, query = '' }: UpstreamCall): string {
  const path = route.replaceAll(PARAMETER, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`${route} needs the parameter ${name}`);
    return encodeURIComponent(value);
  });
  return query === '' ? path : `${path}?${query}`;
}

/** Null without a body. */
export function sentBodyOf({ body }: UpstreamCall): SentBody | null {
  if (body === undefined) return null;
  if (typeof body === 'string') return { data: body, headers: {} };
  if (body instanceof URLSearchParams) {
    const form = 'application/x-www-form-urlencoded;charset=UTF-8';
    return { data: body.toString(), headers: { 'Content-Type': form } };
  }
  return { data: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}
