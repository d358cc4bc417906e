import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { exchange, type ReceivedAnswer } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { openSocket, requestHead } from '../support/raw-socket.js';

const PATH = '/api/v1/decisions';
const CONNECTIONS_MAX = 100;

describe('a gateway at the end of its means', () => {
  let gateway: TestGateway;

  const send = (): Promise<ReceivedAnswer> =>
    exchange(gateway.url, { path: PATH, method: 'POST', headers: gateway.headers, body: Buffer.from('x') });

  it('opens at most 100 connections to a service, and never sends what nobody waits for any more', async () => {
    // On a busy machine it takes long to open them all: the first must still wait, and nothing be shed, when the last is open.
    gateway = await startGateway({ LOAD_SHEDDING: 'off', UPSTREAM_TIMEOUT_MS: '170000' });
    const held: ServerResponse[] = [];
    gateway.engine.answer((_request, response) => held.push(response));
    const answers = Array.from({ length: CONNECTIONS_MAX }, send);
    while (held.length < CONNECTIONS_MAX) await pause(5);
    const leaving = await Promise.all(Array.from({ length: 20 }, () => openSocket(gateway.url)));
    for (const socket of leaving) socket.write(requestHead('GET', PATH, gateway.headers));
    await pause(200);
    for (const socket of leaving) socket.destroy();
    await pause(50);
    gateway.engine.answer((_request, response) => response.end());
    for (const response of held) response.end();
    const statuses = (await Promise.all([...answers, send()])).map(({ status }) => status);
    await gateway.close();
    expect(new Set(statuses)).toStrictEqual(new Set([200]));
    expect(gateway.engine.seen).toHaveLength(CONNECTIONS_MAX + 1);
  });

  it('hands over every answer that is on its way when it is told to stop', async () => {
    gateway = await startGateway();
    const held: ServerResponse[] = [];
    gateway.engine.answer((_request, response) => {
      response.write('first ');
      held.push(response);
    });
    const answers = Array.from({ length: 5 }, send);
    while (held.length < answers.length) await pause(5);
    const closed = gateway.service.close();
    await pause(50);
    for (const response of held) response.end('last');
    const received = await Promise.all(answers);
    await closed;
    await gateway.close();
    expect(received.map(({ body, complete }) => [body.toString(), complete])).toStrictEqual(
      answers.map(() => ['first last', true]),
    );
  });
});
