import { AcgsClient } from '@acgs/client';
import { governTools as governAiTools } from '@acgs/client/ai-sdk';
import { governTools as governLangchainTools } from '@acgs/client/langchain';
import { DynamicTool, tool as langchainTool } from '@langchain/core/tools';
import { tool as aiTool } from 'ai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { run as runAiSdk } from '../../examples/client/ai-sdk.js';
import { run as runLangchain } from '../../examples/client/langchain.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { engineHas } from '../support/governed.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { DECISION, json, ScriptedClient } from '../support/scripted-client.js';

const demonstration = (file: string): Promise<string> =>
  readFile(join(PROJECT_FOLDER, 'examples', 'demonstration', file), 'utf8');

describe('tools of agent frameworks under the rules of the demonstration', () => {
  let installation: Installation;
  let acgs: AcgsClient;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine', 'api-gateway'],
    });
    const headers = { 'Content-Type': 'application/yaml' };
    await installation.call('api-gateway', 'POST', '/api/v1/policies?activate=true', {
      body: await demonstration('policies/payments.yaml'),
      headers,
    });
    await installation.call('api-gateway', 'POST', '/api/v1/constitution/versions', {
      body: await demonstration('constitution.yaml'),
      headers,
    });
    await engineHas(installation, 1);
    const clientSecret = installation.clients.find(({ id }) => id === 'demo-agent')?.secret ?? '';
    const credentials = { clientId: 'demo-agent', clientSecret };
    acgs = new AcgsClient({ baseUrl: installation.url('api-gateway'), credentials });
  });

  afterAll(async () => {
    await installation.close();
  });

  it.each([
    ['AI SDK', runAiSdk],
    ['LangChain', runLangchain],
  ])('%s: what is allowed runs, and the model is told why the rest does not', async (_name, run) => {
    const { calls, done, notices, outcomes } = await run(acgs);
    expect(done).toStrictEqual(['read DE89370400440532013000', 'send 250 to DE89370400440532013000']);
    expect(notices).toStrictEqual(['by mail']);
    expect(outcomes.map(({ result }) => result)).toStrictEqual(['done', 'done', 'not-run', 'not-run']);
    expect(calls.map(({ told }) => told)).toStrictEqual([
      'DE89370400440532013000: 12000 EUR',
      'sent 250 EUR to DE89370400440532013000',
      expect.stringContaining('Denied: The payee has never been paid before'),
      expect.stringContaining('Escalated: The amount is above 1000.'),
    ]);
  });
});

describe('a governed tool', () => {
  let scripted: ScriptedClient;
  const options = { toolCallId: 'c', messages: [] };

  beforeAll(async () => {
    scripted = await ScriptedClient.start();
  });

  beforeEach(() => {
    scripted.reset();
    scripted.answer(json(DECISION));
  });

  afterAll(async () => {
    await scripted.close();
  });

  const sent = (): unknown => JSON.parse(scripted.seen[0]?.body ?? 'null');

  it('is an action by its name, with its arguments as properties, of the subject of the client', async () => {
    const search = langchainTool(({ words }) => words.join(' '), {
      name: 'search',
      description: 'Searches',
      schema: z.object({ words: z.array(z.string()) }),
    });
    const [governed] = governLangchainTools(scripted.client(), [search]);
    expect(await governed.invoke({ words: ['a', 'b'] })).toBe('a b');
    expect(sent()).toStrictEqual({
      subject: { type: 'agent', id: 'demo-agent' },
      action: { name: 'search', properties: { words: ['a', 'b'] } },
      resource: { type: 'tool', id: 'search' },
      context: {},
    });
  });

  it('that takes a text is an action with that text', async () => {
    const echo = new DynamicTool({ name: 'echo', description: '', func: (text) => Promise.resolve(text) });
    const [governed] = governLangchainTools(scripted.client(), [echo]);
    expect(await governed.invoke('hello')).toBe('hello');
    expect(sent()).toMatchObject({ action: { properties: { input: 'hello' } } });
  });

  it('gets what was decided on, whatever becomes of its input meanwhile', async () => {
    const input = { amount: 1 };
    scripted.reset();
    scripted.answer((response, seen) => {
      input.amount = 5000;
      return json(DECISION)(response, seen);
    });
    const got: number[] = [];
    const inputSchema = z.object({ amount: z.number() });
    const execute = ({ amount }: { amount: number }): number => got.push(amount);
    const { pay } = governAiTools(scripted.client(), { pay: aiTool({ inputSchema, execute }) });
    await pay.execute?.(input, options);
    expect(got).toStrictEqual([1]);
    expect(sent()).toMatchObject({ action: { properties: { amount: 1 } } });
  });

  it('that streams runs to its end', async () => {
    const inputSchema = z.object({});
    const tools = {
      count: aiTool({
        inputSchema,
        execute: async function* () {
          yield await Promise.resolve(1);
          yield 2;
        },
      }),
    };
    expect(await governAiTools(scripted.client(), tools).count.execute?.({}, options)).toBe(2);
  });

  it('stays what it is besides, and leaves the one that it was made of alone', () => {
    const search = langchainTool(() => 'found', {
      name: 'search',
      description: 'Searches',
      schema: z.object({}),
    });
    const [governed] = governLangchainTools(scripted.client(), [search]);
    expect(governed).toMatchObject({ name: 'search', description: 'Searches', schema: search.schema });
    expect(Object.hasOwn(search, '_call')).toBe(false);
  });

  it('is refused when it would run elsewhere, where nobody asks', () => {
    const tools = { elsewhere: aiTool({ inputSchema: z.object({}) }) };
    expect(() => governAiTools(scripted.client(), tools)).toThrow('"elsewhere" has no execute');
  });
});
