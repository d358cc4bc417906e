import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';

const WORKERS = 4;
const SERVICE_MILLISECONDS = 5;
const CALLERS = 300;
const PATH = '/api/v1/decisions';

/** A service that works on so many requests at a time, and lets the others stand in a queue. */
class BusyService {
  /** Requests that came, of which the last one was answered. */
  longest = 0;
  private readonly queue: ServerResponse[] = [];
  private working = 0;

  take(response: ServerResponse): void {
    this.queue.push(response);
    this.longest = Math.max(this.longest, this.queue.length + this.working);
    this.work();
  }

  private work(): void {
    while (this.working < WORKERS && this.queue.length > 0) {
      const response = this.queue.shift();
      this.working++;
      setTimeout(() => {
        this.working--;
        response?.end('{}');
        this.work();
      }, SERVICE_MILLISECONDS);
    }
  }
}

describe('a gateway before a service that has more to do than it can', () => {
  let gateway: TestGateway;
  let service: BusyService;

  beforeEach(async () => {
    gateway = await startGateway({
      THROTTLE_DECISIONS: 'off',
      THROTTLE_READS: 'off',
      THROTTLE_DEFAULT: 'off',
    });
    service = new BusyService();
    gateway.engine.answer((request, response) => {
      request.resume();
      service.take(response);
    });
  });

  afterEach(async () => {
    await gateway.close();
  });

  const decide = (headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${gateway.url}${PATH}`, {
      method: 'POST',
      headers: { ...gateway.headers, ...headers },
      body: '{}',
    });

  async function figure(name: string): Promise<number> {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const line = new RegExp(`^acgs_gateway_${name}\\{[^}]*upstream="governance-engine"[^}]*\\} (\\S+)$`, 'm');
    return Number(line.exec(text)?.[1]);
  }

  /** Asks again and again, and a little later when it was told to. */
  async function callers(
    count: number,
    until: AbortSignal,
    onRefused: (response: Response) => void,
  ): Promise<void> {
    const ask = async (): Promise<void> => {
      while (!until.aborted) {
        const response = await decide();
        await response.arrayBuffer();
        if (response.status === 200) continue;
        onRefused(response);
        await pause(50);
      }
    };
    await Promise.all(Array.from({ length: count }, ask));
  }

  it('refuses what would only wait, answers probes and the rest, and takes all again afterwards', async () => {
    const most = await figure('limit');
    const over = new AbortController();
    const refused: Response[] = [];
    const load = callers(CALLERS, over.signal, (response) => refused.push(response));
    while (refused.length < CALLERS) await pause(20);
    while ((await figure('limit')) > CALLERS / 3) await pause(20);
    service.longest = 0;
    const seen = gateway.engine.seen.length;
    while (gateway.engine.seen.length < seen + 200) {
      expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
      await pause(20);
    }
    expect(service.longest).toBeLessThan(CALLERS / 2);
    const { status, headers } = refused[0] ?? {};
    expect([status, headers?.get('retry-after')]).toStrictEqual([503, '1']);
    over.abort();
    await load;
    while ((await figure('limit')) < most) await decide();
    const answers = await Promise.all(Array.from({ length: 90 }, () => decide()));
    expect(new Set(answers.map((answer) => answer.status))).toStrictEqual(new Set([200]));
  }, 60_000);

  it('refuses nothing while answers take what they take', async () => {
    const over = new AbortController();
    let refused = 0;
    const load = callers(2 * WORKERS, over.signal, () => refused++);
    while (gateway.engine.seen.length < 500) await pause(10);
    over.abort();
    await load;
    expect(refused).toBe(0);
  });

  it('refuses as before, by connections alone, when it is told to', async () => {
    const own = await startGateway({ LOAD_SHEDDING: 'off', THROTTLE_DECISIONS: 'off' });
    try {
      own.engine.answer((request, response) => {
        request.resume();
        service.take(response);
      });
      const url = `${own.url}${PATH}`;
      const ask = (): Promise<Response> => fetch(url, { method: 'POST', headers: own.headers, body: '{}' });
      const answers = await Promise.all(Array.from({ length: CALLERS }, ask));
      expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([200]));
    } finally {
      await own.close();
    }
  });
});
