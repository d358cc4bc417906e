import type { SubAnswer } from '@acgs/contracts';

export interface BatchAnswer {
  readonly status: number;
  readonly responses: readonly SubAnswer[];
  /** Of a batch that was refused. */
  readonly problem: Readonly<Record<string, unknown>>;
}

/** Sends requests as one batch. */
export async function sendBatch(
  url: string,
  headers: Record<string, string>,
  requests: unknown,
  signal: AbortSignal | null = null,
): Promise<BatchAnswer> {
  const response = await fetch(`${url}/api/v1/batch`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ requests }),
    signal,
  });
  const body = (await response.json()) as { responses?: SubAnswer[] };
  return { status: response.status, responses: body.responses ?? [], problem: body };
}
