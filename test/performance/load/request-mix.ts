import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LoadRequest } from './request-sender.js';

const WEIGHT_MAX = 1000;

const MixSchema = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        weight: z.number().int().min(1).max(WEIGHT_MAX).default(1),
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
        path: z.string().startsWith('/'),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.json().optional(),
      }),
    )
    .min(1)
    .max(10_000),
});

/** A mix of requests that can't be used, and why. */
export class RequestMixError extends Error {}

/**
 * Reads a mix: `{"requests": [{"weight", "method", "path", "headers", "body"}]}`. Each request stands in the result as often
 * as it weighs, spread evenly.
 *
 * @throws RequestMixError
 */
export async function readRequestMix(
  file: string,
  headers: Readonly<Record<string, string>>,
): Promise<LoadRequest[]> {
  const { data, error } = MixSchema.safeParse(await contentOf(file));
  if (error !== undefined)
    throw new RequestMixError(`${file} is no mix of requests. ${z.prettifyError(error)}`);
  const places = data.requests.flatMap(({ weight, method, path, headers: own, body }) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const request: LoadRequest = {
      method,
      path,
      headers: { ...headers, ...type, ...own },
      body: body === undefined ? null : JSON.stringify(body),
    };
    return Array.from({ length: weight }, (_, place) => ({ request, at: (place + 0.5) / weight }));
  });
  return places.sort((a, b) => a.at - b.at).map(({ request }) => request);
}

async function contentOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RequestMixError(`${file} can't be read as JSON: ${why}`, { cause });
  }
}
