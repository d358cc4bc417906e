import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { z } from 'zod';
import { messageOf } from '../command-line.js';
import type { ServiceName } from '../installation/service-process.js';
import { type Metrics, metricsIn } from './metrics-text.js';

const ANSWER_MILLISECONDS = 3000;
const READINESS_BYTES_SHOWN = 200;

const ReadinessSchema = z.object({
  details: z.record(z.string(), z.looseObject({ status: z.string().optional() })),
});
type Details = z.infer<typeof ReadinessSchema>['details'];

/** What one service says of itself, of the worker that was asked where there are several. */
export interface ServiceView {
  readonly name: ServiceName;
  readonly url: string;
  /** Why it gives no readiness; null when it does. */
  readonly silence: string | null;
  readonly isReady: boolean;
  readonly details: Details;
  readonly hash: string | null;
  /** How far its clock is ahead of this machine's, to within a second and the half of the way there and back. */
  readonly clockAheadSeconds: number | null;
  /** Null where it does not show them. */
  readonly metrics: Metrics | null;
}

/** Never rejects: a service that is down is what the doctor is for. */
export async function viewOf(name: ServiceName, url: string): Promise<ServiceView> {
  const silent = {
    name,
    url,
    isReady: false,
    details: {},
    hash: null,
    clockAheadSeconds: null,
    metrics: null,
  };
  try {
    const asked = Date.now();
    const response = await answerOf(url, '/health/ready');
    const answered = Date.now();
    const text = await response.text();
    const readiness = readinessIn(text);
    return {
      name,
      url,
      silence: readiness === null ? `answers ${String(response.status)}: ${shown(text)}` : null,
      isReady: response.ok,
      details: readiness?.details ?? {},
      hash: response.headers.get(CONSTITUTIONAL_HASH_HEADER),
      clockAheadSeconds: aheadOf(response.headers.get('date'), asked, answered),
      metrics: await metricsOf(url),
    };
  } catch (error) {
    return { ...silent, silence: reasonOf(error) };
  }
}

/** @throws Error when there is no answer within three seconds */
export const answerOf = (url: string, path: string): Promise<Response> =>
  fetch(new URL(path, url), {
    headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH, connection: 'close' },
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
  });

/** Of a failed call, with what the system says behind it. */
export function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `no answer within ${String(ANSWER_MILLISECONDS)} ms`;
  return cause?.code === undefined ? messageOf(error) : `${messageOf(error)} (${cause.code})`;
}

async function metricsOf(url: string): Promise<Metrics | null> {
  const response = await answerOf(url, '/metrics').catch(() => null);
  return response?.ok === true ? metricsIn(await response.text()) : null;
}

function readinessIn(text: string): z.infer<typeof ReadinessSchema> | null {
  try {
    return ReadinessSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The header has whole seconds that were cut off, so that the middle of the second is nearest. */
function aheadOf(date: string | null, asked: number, answered: number): number | null {
  const told = Date.parse(date ?? '');
  return Number.isNaN(told) ? null : (told + 500 - (asked + answered) / 2) / 1000;
}

const shown = (text: string): string => JSON.stringify(text.slice(0, READINESS_BYTES_SHOWN));
