import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { testClient, until } from '../support/http-clients.js';
import { type ScriptedUpstream } from '../support/scripted-upstream.js';

const TIMEOUT = 20_000;
const PAUSE = 60;
const HEADER = 'x-request-timeout-ms';

/** A service that keeps its first caller waiting, and what it was told of the time of each. */
class HeldUpstream {
  readonly told: number[] = [];
  private first: ServerResponse | null = null;

  constructor(upstream: ScriptedUpstream) {
    upstream.answer((request, response) => {
      this.told.push(Number(request.headers[HEADER]));
      if (this.first === null) this.first = response;
      else response.end();
    });
  }

  get isHolding(): boolean {
    return this.first !== null;
  }

  letGo(): void {
    this.first?.end();
  }
}

describe('the time that a request waits for a connection', () => {
  let gateway: TestGateway;
  let held: HeldUpstream;

  beforeEach(async () => {
    gateway = await startGateway({ UPSTREAM_MAX_CONNECTIONS: '1', UPSTREAM_TIMEOUT_MS: String(TIMEOUT) });
    held = new HeldUpstream(gateway.engine);
  });

  afterEach(async () => {
    await gateway.close();
  });

  const ask = async (headers: Record<string, string> = {}): Promise<number> =>
    (
      await fetch(`${gateway.url}/api/v1/decisions`, {
        method: 'POST',
        headers: { ...gateway.headers, ...headers },
        body: '{}',
      })
    ).status;

  async function figure(name: string): Promise<number> {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const line = new RegExp(`^acgs_http_client_${name}{upstream="governance-engine"[^}]*} (\\S+)$`, 'm');
    return Number(line.exec(text)?.[1]);
  }

  const waiting = (count: number): Promise<void> => until(async () => (await figure('waiting')) === count);

  it('is taken off what the gateway tells the service', async () => {
    const first = ask();
    await until(() => held.isHolding);
    const second = ask();
    await waiting(1);
    await pause(PAUSE);
    held.letGo();
    expect(await Promise.all([first, second])).toStrictEqual([200, 200]);
    // Timers may be early by one millisecond.
    expect(held.told[1]).toBeLessThanOrEqual(TIMEOUT - PAUSE + 1);
    expect(held.told[1]).toBeGreaterThan(0);
  });

  it('may be all of it: then nothing is sent, and the connection is as good as before', async () => {
    const first = ask();
    await until(() => held.isHolding);
    expect(await ask({ [HEADER]: '30' })).toBe(504);
    await waiting(1);
    held.letGo();
    expect(await first).toBe(200);
    expect(await ask()).toBe(200);
    expect(held.told).toHaveLength(2);
    expect([await figure('requests_total'), await figure('connections_opened_total')]).toStrictEqual([2, 1]);
  });

  it('is taken off what a service tells another', async () => {
    const client = testClient(gateway.engine.url, { connections: 1, timeoutMilliseconds: TIMEOUT });
    const call = async (): Promise<number> =>
      (await client.client.call({ method: 'GET', route: '/' })).status;
    const calls = [call(), call()];
    await until(async () => held.isHolding && (await client.figure('waiting')) === 1);
    await pause(PAUSE);
    held.letGo();
    expect(await Promise.all(calls)).toStrictEqual([200, 200]);
    expect(held.told[1]).toBeLessThanOrEqual(TIMEOUT - PAUSE + 1);
    await client.close();
  });
});
