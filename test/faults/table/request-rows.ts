import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { OpenAPIObject } from '@nestjs/swagger';
import { committedText } from '../../../tools/openapi/committed-document.js';
import { PROJECT_FOLDER } from '../../../tools/project-folder.js';
import { openLoop } from '../../performance/load/open-loop.js';
import { faultText, fuzz } from '../requests/fuzz-run.js';
import { questionOf } from '../decisions-questions.js';
import { allowing, type Row, type System } from './row.js';

/** Of the resources in requests that must not be decided. */
export const REFUSED = 'refused:';

const FUZZED_REQUESTS = 150;
const BURST_PER_SECOND = 2000;
const BURST_CONNECTIONS = 256;
const PROBE_EVERY_MILLISECONDS = 100;
const PROBE_MILLISECONDS = 20_000;
const TOO_LARGE = 'x'.repeat(2 ** 21);

interface Refused {
  readonly what: string;
  readonly status: number;
  /** Stands in the answer. */
  readonly names: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const body = (change: object = {}): string => {
  const resource = { type: 'document', id: REFUSED, properties: { owner: 'demo-agent' } };
  const subject = { type: 'agent', id: 'demo-agent' };
  return JSON.stringify({ subject, action: { name: 'read' }, resource, ...change });
};

const HASH: readonly Refused[] = [
  {
    what: 'no hash',
    status: 428,
    names: CONSTITUTIONAL_HASH,
    headers: { [CONSTITUTIONAL_HASH_HEADER]: undefined },
    body: body(),
  },
  {
    what: 'another hash',
    status: 412,
    names: CONSTITUTIONAL_HASH,
    headers: { [CONSTITUTIONAL_HASH_HEADER]: '0'.repeat(16) },
    body: body(),
  },
];
const BODY: readonly Refused[] = [
  { what: 'no JSON', status: 400, names: 'faults', headers: {}, body: '{' },
  {
    what: 'two faults',
    status: 400,
    names: '/subject',
    headers: {},
    body: body({ subject: undefined, action: 1 }),
  },
  {
    what: 'the second fault',
    status: 400,
    names: '/action',
    headers: {},
    body: body({ subject: 1, action: 1 }),
  },
  { what: 'an unknown field', status: 400, names: '/unknown', headers: {}, body: body({ unknown: 1 }) },
  {
    what: 'a body that is too large',
    status: 413,
    names: '',
    headers: {},
    body: body({ context: { TOO_LARGE } }),
  },
];
const TOKEN: readonly Refused[] = [
  { what: 'no token', status: 401, names: '', headers: { Authorization: undefined }, body: body() },
  {
    what: 'a bad token',
    status: 401,
    names: '',
    headers: { Authorization: 'Bearer bad.bad.bad' },
    body: body(),
  },
  {
    what: 'another subject',
    status: 403,
    names: '',
    headers: {},
    body: body({ subject: { type: 'agent', id: 'somebody' } }),
  },
];

const refusals = (name: string, failure: string, requests: readonly Refused[]): Row => ({
  name,
  failure,
  allows: allowing(),
  run: async (system) => {
    const origins = [system.ways.gateway, system.ways.engine];
    const seen = await Promise.all(
      origins.flatMap((origin) => requests.map((request) => refusedBy(system, origin, request))),
    );
    return seen.flat();
  },
});

/** What is wrong about the answer. */
async function refusedBy({ agent }: System, origin: string, request: Refused): Promise<string[]> {
  const { what, status, names } = request;
  const headers: Refused['headers'] = {
    ...agent.headers,
    'Content-Type': 'application/json',
    ...request.headers,
  };
  const response = await fetch(`${origin}/api/v1/decisions`, {
    method: 'POST',
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
    body: request.body,
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  if (response.status === status && isProblem && text.includes(names) && !/\n\s+at /.test(text)) return [];
  return [`${what}: ${String(response.status)} ${text}`];
}

const FUZZED: Row = {
  name: 'requests of every form',
  failure: 'malformed or oversized body, unknown field',
  allows: allowing(),
  run: async ({ installation, agent }, random) => {
    const { faults } = await fuzz({
      origin: installation.url('api-gateway'),
      document: JSON.parse(committedText(PROJECT_FOLDER)) as OpenAPIObject,
      tokens: [agent.token, ''],
      seen: ['own-documents', '1'],
      requests: FUZZED_REQUESTS,
      seed: Math.floor(random() * 2 ** 31),
    });
    return faults.map(faultText);
  },
};

/** The clients of the load see 503 in these moments; whoever only asks whether it lives, an answer. */
const OVERLOAD: Row = {
  name: 'more load than capacity',
  failure: 'more load than capacity',
  allows: allowing({ gateway: ['429', '503'], engine: ['503'] }),
  run: async ({ installation, agent }, random) => {
    const origin = installation.url('api-gateway');
    const over = new AbortController();
    const probed = probe([origin, installation.url('governance-engine')], over.signal);
    const { path, items } = questionOf(Math.floor(random() * 2 ** 31), 0);
    const request = {
      method: 'POST',
      path: `/api/v1${path}`,
      headers: { ...agent.headers, 'content-type': 'application/json' },
      body: JSON.stringify(items[0]?.request),
    } as const;
    const burst = {
      origin,
      requests: [request],
      perSecond: BURST_PER_SECOND,
      seconds: 1,
      connections: BURST_CONNECTIONS,
    };
    const { statuses } = await openLoop(burst);
    over.abort();
    const wrong = [...statuses].filter(([status]) => ![200, 429, 503].includes(status));
    const seen = wrong.map(([status, count]) => `the burst was answered ${String(status)}: ${String(count)}`);
    return [...seen, ...(await probed)];
  },
};

async function probe(origins: readonly string[], over: AbortSignal): Promise<string[]> {
  const seen: string[] = [];
  while (!over.aborted) {
    for (const origin of origins) {
      const response = await fetch(`${origin}/health/live`, {
        signal: AbortSignal.timeout(PROBE_MILLISECONDS),
      });
      await response.body?.cancel();
      if (response.status !== 200) seen.push(`/health/live of ${origin}: ${String(response.status)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MILLISECONDS));
  }
  return seen;
}

export const REQUEST_ROWS: readonly Row[] = [
  refusals('hash missing or different', 'hash header missing / different', HASH),
  refusals('bodies that are wrong', 'malformed or oversized body, unknown field', BODY),
  refusals('tokens that are wrong', 'no token / bad token / not allowed', TOKEN),
  FUZZED,
  OVERLOAD,
];
