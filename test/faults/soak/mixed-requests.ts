import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { localClients } from '@acgs/access';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '../../../tools/installation/service-process.js';
import type { Exchange } from '../table/exchange.js';
import { endedBy } from '../table/rule-changes.js';
import type { System } from '../table/row.js';

const CLIENT = 'demo-agent';
const ARRIVALS_EVERY_MILLISECONDS = 20;
const ANSWER_MILLISECONDS = 45_000;
const PATIENCE_MILLISECONDS = 90_000;
const TRIED_AGAIN_MILLISECONDS = 50;

/** One request that is no decision, and the service behind the gateway that answers it. */
interface Kind {
  readonly service: ServiceName;
  /** Null while there is not yet anything to ask about. */
  readonly path: (known: Known) => string | null;
}

interface Known {
  /** A decision whose leaf is in the tree. */
  readonly decisionId: string | null;
  readonly treeSize: number;
}

const fixed = (path: string) => (): string => path;
const TOKEN = '/oauth/token';

/** Probed in this order: the first of each service. */
const KINDS: readonly Kind[] = [
  { service: 'governance-engine', path: fixed('/policies?limit=20') },
  { service: 'constitutional-core', path: fixed('/constitution') },
  { service: 'integrity-service', path: fixed('/checkpoint') },
  { service: 'auth-service', path: fixed(TOKEN) },
  { service: 'ec-service', path: fixed('/evolution/runs?limit=5') },
  { service: 'governance-engine', path: fixed('/policies/own-documents') },
  { service: 'governance-engine', path: fixed('/rule-sets/active') },
  { service: 'governance-engine', path: fixed('/approvals?limit=5') },
  { service: 'governance-engine', path: ({ decisionId }) => of('/decisions/', decisionId) },
  { service: 'governance-engine', path: ({ decisionId }) => of('/decisions/', decisionId, '/receipt') },
  { service: 'governance-engine', path: ({ decisionId }) => of('/decisions/', decisionId, '/explanation') },
  { service: 'constitutional-core', path: fixed('/constitution/versions?limit=5') },
  { service: 'integrity-service', path: ({ decisionId }) => of('/log/entries/', decisionId) },
  { service: 'integrity-service', path: inclusion },
  { service: 'integrity-service', path: consistency },
];

const of = (before: string, id: string | null, after = ''): string | null =>
  id === null ? null : `${before}${id}${after}`;

function inclusion({ treeSize }: Known): string | null {
  return treeSize === 0 ? null : `/log/proofs/inclusion?leafIndex=0&treeSize=${String(treeSize)}`;
}

function consistency({ treeSize }: Known): string | null {
  return treeSize === 0 ? null : `/log/proofs/consistency?from=1&to=${String(treeSize)}`;
}

/** Requests other than decisions, at a fixed rate of arrival through the first gateway, as an administrator and as an agent. */
export class MixedRequests {
  readonly exchanges: Exchange[] = [];
  private known: Known = { decisionId: null, treeSize: 0 };
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly system: System,
    private readonly perSecond: number,
  ) {}

  start(): void {
    this.running = this.arrive();
  }

  /** Resolves when all that was sent has ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** From now on asked about: a decision that has had the time to get into the log. */
  askAbout(decisionId: string): void {
    this.known = { ...this.known, decisionId };
  }

  /** Resolves when every service answers through the gateway, or does not for long. */
  async recovered(): Promise<void> {
    const services = new Set(KINDS.map(({ service }) => service));
    await Promise.all(
      [...services].map(async (service) => {
        const began = performance.now();
        const probe = KINDS.find((kind) => kind.service === service)?.path(this.known) ?? '';
        while (performance.now() - began < PATIENCE_MILLISECONDS) {
          if ((await endedBy(() => this.call(probe))).ending === '200') return;
          await pause(TRIED_AGAIN_MILLISECONDS);
        }
      }),
    );
  }

  private async arrive(): Promise<void> {
    const began = performance.now();
    const waiting = new Set<Promise<void>>();
    let sent = 0;
    while (!this.stopping) {
      const due = ((performance.now() - began) / 1000) * this.perSecond;
      for (; sent < due; sent++) {
        const kind = KINDS[sent % KINDS.length];
        const asked = this.send(kind).finally(() => waiting.delete(asked));
        waiting.add(asked);
      }
      await pause(ARRIVALS_EVERY_MILLISECONDS);
    }
    await Promise.all(waiting);
  }

  private async send(kind: Kind | undefined): Promise<void> {
    const path = kind?.path(this.known) ?? null;
    if (kind === undefined || path === null) return;
    const sentAt = performance.now();
    const { ending } = await endedBy(() => this.call(path));
    const key = `${kind.service} ${path.replace(/[0-9a-f-]{36}|\d{2,}/g, '*')}`;
    this.exchanges.push({ key, target: 'rules', sentAt, endedAt: performance.now(), ending });
  }

  private async call(path: string): Promise<{ status: number; headers: Headers; body: unknown }> {
    const { installation, admin } = this.system;
    const response = await fetch(`${installation.url('api-gateway')}/api/v1${path}`, {
      ...(path === TOKEN ? await this.tokenRequest() : { headers: admin.headers }),
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const body = await response.text();
    const size = path === '/checkpoint' && response.ok ? Number(body.split('\n')[1]) : 0;
    if (size > 0) this.known = { ...this.known, treeSize: size };
    return { status: response.status, headers: response.headers, body };
  }

  private async tokenRequest(): Promise<RequestInit> {
    const client = (await localClients(this.system.installation.home)).find(({ id }) => id === CLIENT);
    return {
      method: 'POST',
      headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: CLIENT,
        client_secret: client?.secret ?? '',
      }),
    };
  }
}
