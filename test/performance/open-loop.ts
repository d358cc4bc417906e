import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface OpenLoopOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

export interface OpenLoopResult {
  /** Milliseconds from the moment a request was due, whether or not it could be sent then. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly sent: number;
}

/** Requests at a fixed rate of arrival, so that a slow answer does not hold the next request back. */
export async function openLoop(options: OpenLoopOptions): Promise<OpenLoopResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const total = options.perSecond * options.seconds;
  const latencies: number[] = [];
  let failed = 0;
  const open: Promise<void>[] = [];
  const began = performance.now();
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * options.perSecond));
    for (; sent < due; sent++) {
      const dueAt = began + (sent / options.perSecond) * 1000;
      const body = options.bodies[sent % options.bodies.length] ?? '';
      const answered = post(agent, options, body).then((ok) => {
        latencies.push(performance.now() - dueAt);
        if (!ok) failed++;
      });
      open.push(answered);
    }
    await pause(1);
  }
  await Promise.all(open);
  agent.destroy();
  const sorted = Float64Array.from(latencies).sort();
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), failed, sent: total };
}

function post(agent: Agent, { url, headers }: OpenLoopOptions, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    const sending = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume().on('end', () => {
          resolve(response.statusCode === 200);
        });
      },
    );
    sending.on('error', () => {
      resolve(false);
    });
    sending.end(body);
  });
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
