import type { RunningService } from '@acgs/service';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { startGuardedService } from '../support/guarded-service.js';

const CLIENTS = 50;
const ISSUER = { AUTH_ISSUER: 'http://127.0.0.1:1', AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks.json' };

interface Received {
  readonly status: number | undefined;
  readonly closes: boolean;
}

function ask(url: string, agent: Agent, headers: Readonly<Record<string, string>>): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (response: IncomingMessage) => {
      const closes = response.headers.connection === 'close';
      response.on('end', () => {
        resolve({ status: response.statusCode, closes });
      });
      response.on('error', reject);
      response.resume();
    });
    request.on('error', reject);
  });
}

/** Asks again and again on one connection until nobody takes connections any more; gives what went wrong. */
async function askUntilRefused(
  url: string,
  headers: Readonly<Record<string, string>>,
  restMilliseconds: number,
  onAnswer: () => void,
): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const faults: string[] = [];
  for (;;) {
    try {
      const { status } = await ask(url, agent, headers);
      if (status !== 200) faults.push(String(status));
      onAnswer();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ECONNREFUSED') break;
      faults.push(code ?? message);
    }
    if (restMilliseconds > 0) await pause(restMilliseconds);
  }
  agent.destroy();
  return faults;
}

/** `areConnected` resolves when each has had an answer: on a slow machine that takes its time. */
function askers(
  url: string,
  headers: Readonly<Record<string, string>>,
  restMilliseconds: number,
): { faults: Promise<string[]>[]; areConnected: Promise<unknown> } {
  const faults: Promise<string[]>[] = [];
  const first = Array.from(
    { length: CLIENTS },
    () =>
      new Promise<void>((resolve) => {
        faults.push(askUntilRefused(url, headers, restMilliseconds, resolve));
      }),
  );
  return { faults, areConnected: Promise.all(first) };
}

describe('a service that ends under load', () => {
  let gateway: TestGateway;
  let service: RunningService;

  beforeEach(async () => {
    gateway = await startGateway();
    service = await startGuardedService({ ...ISSUER });
  });

  afterEach(async () => {
    await service.close();
    await gateway.close();
  });

  it.each([0, 3, 40])('answers all that came, to clients that rest %d ms between requests', async (rest) => {
    const url = `${service.url}/health/live`;
    const clients = askers(url, {}, rest);
    await clients.areConnected;
    await pause(100);
    await service.close();
    expect((await Promise.all(clients.faults)).flat()).toStrictEqual([]);
  });

  it('answers all that the gateway passes on', async () => {
    gateway.engine.answer((_request, response) => {
      setTimeout(() => response.end('{}'), 5);
    });
    const url = `${gateway.url}/api/v1/decisions`;
    const clients = askers(url, gateway.headers, 1);
    await clients.areConnected;
    await pause(100);
    await gateway.service.close();
    expect((await Promise.all(clients.faults)).flat()).toStrictEqual([]);
  });

  it('says Connection: close also to a request that came before, and to the first of an idle connection', async () => {
    gateway.engine.answer((request, response) => {
      setTimeout(() => response.end('{}'), request.url?.endsWith('slow') === true ? 200 : 0);
    });
    const [busy, idle] = [0, 1].map(() => new Agent({ keepAlive: true, maxSockets: 1 })) as [Agent, Agent];
    const url = `${gateway.url}/api/v1/decisions`;
    expect(await ask(url, idle, gateway.headers)).toStrictEqual({ status: 200, closes: false });
    const under = ask(`${url}/slow`, busy, gateway.headers);
    await pause(50);
    const closed = gateway.service.close();
    await pause(50);
    expect(await ask(url, idle, gateway.headers)).toStrictEqual({ status: 200, closes: true });
    expect(await under).toStrictEqual({ status: 200, closes: true });
    await closed;
  });

  it('answers those whom the system has connected and the service has not accepted yet', async () => {
    const { port } = new URL(service.url);
    const sockets = Array.from({ length: CLIENTS }, () => connect(Number(port), '127.0.0.1'));
    const answers = sockets.map(async (socket) => {
      socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      return text.startsWith('HTTP/1.1 200 OK\r\n') ? 'answered' : text;
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    await service.close();
    expect(new Set(await Promise.all(answers))).toStrictEqual(new Set(['answered']));
  });

  it('does not wait for connections on which nothing comes', async () => {
    const silent = connect(Number(new URL(service.url).port), '127.0.0.1');
    await once(silent, 'connect');
    const ended = once(silent.resume(), 'close');
    await service.close();
    await expect(ended).resolves.toStrictEqual([false]);
  });
});
