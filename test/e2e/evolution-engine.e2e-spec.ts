import type { LabelledDecision } from '@acgs/contracts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpClients } from '../support/http-clients.js';
import { EngineClient } from '../../apps/ec-service/src/engine/engine-client.js';
import { EngineUnavailableError } from '../../apps/ec-service/src/engine/engine.errors.js';

const MEBIBYTE = 1024 * 1024;
const PERIOD = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };

const decision = (number: number, bytes: number): LabelledDecision => ({
  decisionId: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
  decidedAt: '2026-01-02T00:00:00.000Z',
  request: {
    subject: { type: 'agent', id: 'a', properties: {} },
    action: { name: 'write', properties: { text: 'x'.repeat(bytes) } },
    resource: { type: 'file', id: 'r', properties: {} },
    context: {},
  },
  outcome: 'allow',
  approved: false,
  erased: false,
  label: null,
  labels: [],
});

describe('labelled decisions', () => {
  let engine: Server;
  let client: EngineClient;
  let clients: ReturnType<typeof httpClients>;
  let bytes = 0;
  const COUNT = 20;

  beforeAll(async () => {
    engine = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://engine').searchParams;
      const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
      const numbers = Array.from({ length: COUNT }, (_, number) => number).slice(from, from + limit);
      const items = numbers.map((number) => decision(number, bytes));
      const nextCursor = from + limit < COUNT ? String(from + limit) : null;
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ items, nextCursor }));
    });
    await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
    const { port } = engine.address() as AddressInfo;
    clients = httpClients({ 'governance-engine': { url: `http://127.0.0.1:${String(port)}` } });
    client = new EngineClient(clients, { authorize: (send) => send('Bearer token') });
  });

  afterAll(async () => {
    await clients.onApplicationShutdown();
    await new Promise((resolve) => engine.close(resolve));
  });

  async function read(): Promise<string[]> {
    const ids: string[] = [];
    for await (const page of client.labelled('default', PERIOD))
      ids.push(...page.map(({ decisionId }) => decisionId));
    return ids;
  }

  it('are read in smaller pages where their requests are large, each once', async () => {
    bytes = MEBIBYTE;
    const ids = await read();
    expect(ids).toStrictEqual(Array.from({ length: COUNT }, (_, number) => decision(number, 0).decisionId));
  });

  it('are refused when one alone is too large', async () => {
    bytes = 17 * MEBIBYTE;
    await expect(read()).rejects.toThrow(EngineUnavailableError);
  });
});
