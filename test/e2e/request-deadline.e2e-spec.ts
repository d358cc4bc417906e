import { Public } from '@acgs/access';
import { Deadline, HttpClientModule, HttpClients, RequestDeadline } from '@acgs/http-client';
import type { RunningService } from '@acgs/service';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { startGuardedService } from '../support/guarded-service.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';
import { TokenIssuer } from '../support/token-issuer.js';

const HASH = { 'X-Constitutional-Hash': 'cdd01ef066bc6cf2' };
const PAUSE = 60;

/** Asks the next service after a while, with what its caller has left for it. */
function relayTo(url: string): Type {
  @Controller('relay')
  @Public()
  class RelayController {
    constructor(private readonly clients: HttpClients) {}

    @Get()
    async relay(@RequestDeadline() deadline: Deadline): Promise<object> {
      await pause(PAUSE);
      const next = this.clients.of('next');
      const answer = await next.call({ method: 'GET', route: '/api/v1/relay', deadline });
      return { status: answer.status, next: answer.text() };
    }
  }

  @Module({
    imports: [HttpClientModule.forRoot({ upstreams: { next: { url, retries: 0 } } })],
    controllers: [RelayController],
  })
  class RelayModule {}
  return RelayModule;
}

describe('a deadline on its way through two services', () => {
  let issuer: TokenIssuer;
  let last: ScriptedUpstream;
  let services: RunningService[];
  let left: (string | undefined)[];

  beforeAll(async () => {
    issuer = await TokenIssuer.start();
    last = await ScriptedUpstream.start();
    const second = await startGuardedService(issuer.environment, [], [relayTo(last.url)]);
    const first = await startGuardedService(issuer.environment, [], [relayTo(second.url)]);
    services = [first, second];
  });

  afterAll(async () => {
    for (const service of services) await service.close();
    await Promise.all([issuer.close(), last.close()]);
  });

  beforeEach(() => {
    left = [];
    last.answer((request, response) => {
      left.push(String(request.headers['x-request-timeout-ms']));
      response.end('end');
    });
  });

  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${services[0]?.url ?? ''}/api/v1/relay`, { headers: { ...HASH, ...headers } });

  it('shrinks by the time that each of them takes', async () => {
    const answer = await ask({ 'X-Request-Timeout-Ms': '3000' });
    expect(answer.status).toBe(200);
    // Timers may be early by one millisecond.
    expect(Number(left[0])).toBeLessThanOrEqual(3000 - 2 * (PAUSE - 1));
    expect(Number(left[0])).toBeGreaterThan(0);
  });

  it('is that of the client where the caller has none', async () => {
    await ask({});
    expect(Number(left[0])).toBeGreaterThan(4000);
  });

  it('ends the chain where it passes: what comes after it is not asked', async () => {
    const answer = await ask({ 'X-Request-Timeout-Ms': String(PAUSE + PAUSE / 2) });
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ type: 'urn:acgs:problem:deadline-exceeded' });
    expect(left).toStrictEqual([]);
  });

  it('that has passed is answered at once', async () => {
    const answer = await ask({ 'X-Request-Timeout-Ms': '0' });
    expect([answer.status, answer.headers.get('x-constitutional-hash')]).toStrictEqual([
      504,
      'cdd01ef066bc6cf2',
    ]);
    expect(await answer.json()).toMatchObject({ type: 'urn:acgs:problem:deadline-exceeded' });
  });

  it.each(['-1', '1.5', '5s', '1e3', '123456789', '1, 2', '', ' '])('is refused as %j', async (value) => {
    const answer = await ask({ 'X-Request-Timeout-Ms': value });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      type: 'urn:acgs:problem:validation-failed',
      faults: [{ path: 'X-Request-Timeout-Ms' }],
    });
  });
});

describe('a deadline at the gateway', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway({ UPSTREAM_TIMEOUT_MS: '2000' });
  });

  afterAll(async () => {
    await gateway.close();
  });

  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/decisions`, { headers: { ...gateway.headers, ...headers } });

  const passedOn = async (headers: Record<string, string>): Promise<number> => {
    let passed: string | undefined;
    gateway.engine.answer((request, response) => {
      passed = String(request.headers['x-request-timeout-ms']);
      response.end();
    });
    await ask(headers);
    return Number(passed);
  };

  it('is passed on: that of the gateway, or that of the caller when it is sooner', async () => {
    for (const [headers, most] of [
      [{}, 2000],
      [{ 'X-Request-Timeout-Ms': '99999999' }, 2000],
      [{ 'X-Request-Timeout-Ms': '1500' }, 1500],
    ] as const) {
      const passed = await passedOn(headers);
      expect(passed).toBeLessThanOrEqual(most);
      expect(passed).toBeGreaterThan(0);
    }
  });

  it('of the caller ends the exchange', async () => {
    gateway.engine.answer(() => undefined);
    const answer = await ask({ 'X-Request-Timeout-Ms': '50' });
    expect(await answer.json()).toMatchObject({ type: 'urn:acgs:problem:deadline-exceeded', status: 504 });
  });

  it('that has passed, or is none, does not reach a service', async () => {
    gateway.engine.reset();
    for (const [value, status] of [
      ['0', 504],
      ['soon', 400],
    ] as const) {
      expect((await ask({ 'X-Request-Timeout-Ms': value })).status).toBe(status);
    }
    expect(gateway.engine.seen).toStrictEqual([]);
  });

  it('goes with the figures of its connections', async () => {
    gateway.core.answer((_request, response) => response.end());
    for (let n = 0; n < 20; n++)
      await fetch(`${gateway.url}/api/v1/constitution`, { headers: gateway.headers });
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const figure = (name: string): number =>
      Number(
        new RegExp(`^acgs_http_client_${name}{upstream="constitutional-core"[^}]*} (\\S+)$`, 'm').exec(
          text,
        )?.[1],
      );
    expect(figure('requests_total')).toBe(20);
    const opened = figure('connections_opened_total');
    expect(opened).toBeGreaterThanOrEqual(1);
    expect(opened).toBeLessThanOrEqual(2);
  });
});
