import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { listen, type Listening } from './listening.js';

const REVOCATIONS = '/api/v1/oauth/revocations?';

type Script = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Says this to whoever asks. */
export const answerWith =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

/** Stands for a service behind the gateway; each test says how it answers. */
export class ScriptedUpstream {
  /** Method and target of every request that came, but for the gateway's own look at what was revoked. */
  readonly seen: string[] = [];
  private script: Script = answerEmpty;
  private listening: Listening | null = null;

  static async start(): Promise<ScriptedUpstream> {
    const upstream = new ScriptedUpstream();
    const server = createServer((request, response) => {
      if (request.url?.startsWith(REVOCATIONS) === true) {
        answerWith({ revision: 0, revocations: [] })(request, response);
        return;
      }
      upstream.seen.push(`${String(request.method)} ${String(request.url)}`);
      upstream.script(request, response);
    });
    upstream.listening = await listen(server);
    return upstream;
  }

  get url(): string {
    return this.listening?.url ?? '';
  }

  answer(script: Script): void {
    this.script = script;
  }

  reset(): void {
    this.seen.length = 0;
    this.script = answerEmpty;
  }

  async close(): Promise<void> {
    await this.listening?.close();
  }
}

function answerEmpty(_request: IncomingMessage, response: ServerResponse): void {
  response.end();
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
