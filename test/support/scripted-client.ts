import { AcgsClient, type AcgsClientOptions, CONSTITUTIONAL_HASH } from '@acgs/client';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type Runtime, standardRuntime } from '../../libs/client/src/core/runtime.js';
import { bodyOf, ScriptedUpstream } from './scripted-upstream.js';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (response: ServerResponse, seen: SeenRequest) => unknown;

export const DECISION = {
  decisionId: '01a213c7-be43-76e3-b3c4-7440974c79f5',
  outcome: 'allow',
  reasons: [],
  obligations: [],
  pins: {
    constitutionalHash: CONSTITUTIONAL_HASH,
    constitutionVersion: 1,
    constitutionDigest: null,
    policySetDigest: null,
    engineVersion: '1',
  },
  decidedAt: '2026-11-25T17:36:27.203Z',
};

export const REQUEST = { action: { name: 'read' }, resource: { type: 'document', id: 'doc-1' } };

/** A gateway that answers what a test says, and a client whose pauses are noted instead of waited for. */
export class ScriptedClient {
  readonly seen: SeenRequest[] = [];
  readonly pauses: number[] = [];
  private readonly answers: Answer[] = [];
  private tokens = 0;

  private constructor(private readonly upstream: ScriptedUpstream) {
    upstream.answer((request, response) => this.take(request, response));
  }

  static async start(): Promise<ScriptedClient> {
    return new ScriptedClient(await ScriptedUpstream.start());
  }

  get url(): string {
    return this.upstream.url;
  }

  /** What is asked of the token endpoint is not in `seen`; it gives `token-1`, `token-2` ... */
  get tokensGiven(): number {
    return this.tokens;
  }

  client(options: Partial<AcgsClientOptions> = {}, runtime: Partial<Runtime> = {}): AcgsClient {
    const credentials = { clientId: 'demo-agent', clientSecret: 's' };
    const noted: Partial<Runtime> = {
      pause: (milliseconds) => {
        this.pauses.push(milliseconds);
        return Promise.resolve();
      },
      random: () => 0.5,
    };
    const merged = { ...standardRuntime(), ...noted, ...runtime };
    return new AcgsClient({ baseUrl: this.url, credentials, ...options }, merged);
  }

  /** The next answers, one for each request; the last goes on. */
  answer(...answers: Answer[]): void {
    this.answers.push(...answers);
  }

  reset(): void {
    for (const list of [this.seen, this.pauses, this.answers]) list.length = 0;
    this.tokens = 0;
  }

  close(): Promise<void> {
    return this.upstream.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    response.setHeader('X-Constitutional-Hash', CONSTITUTIONAL_HASH);
    const body = (await bodyOf(request)).toString();
    if (path === '/api/v1/oauth/token') {
      this.tokens += 1;
      const token = `token-${String(this.tokens)}`;
      sendJson(response, { access_token: token, token_type: 'Bearer', expires_in: 3600 }, 200, {});
      return;
    }
    this.seen.push({ path, headers: request.headers, body });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    await answer?.(response, this.seen.at(-1)!);
  }
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    sendJson(response, body, status, headers);
  };

export const problem = (name: string, status: number, headers: Record<string, string> = {}): Answer =>
  json({ type: `urn:acgs:problem:${name}`, title: name, status, detail: `It is ${name}.` }, status, {
    'Content-Type': 'application/problem+json',
    ...headers,
  });

function sendJson(
  response: ServerResponse,
  body: unknown,
  status: number,
  headers: Record<string, string>,
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
