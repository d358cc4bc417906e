import { Agent, request } from 'node:http';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface KeptAnswer {
  readonly status: number;
  readonly text: string;
}

/** One connection that is kept for all that is asked on it, and so stays with one worker. */
export class KeptConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private localPort = 0;

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<KeptAnswer> {
    return new Promise((resolve, reject) => {
      const sending = request(`${this.url}${path}`, {
        agent: this.agent,
        method,
        headers: { ...this.headers, 'content-type': 'application/json', ...headers },
      });
      sending.on('response', (response) => {
        this.localPort = response.socket.localPort ?? 0;
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject).on('end', () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
      sending.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Which of these processes has the other end of it, by Linux's tables; null where there are none. */
  servedBy(pids: readonly number[]): number | null {
    if (process.platform !== 'linux') return null;
    const server = Number(new URL(this.url).port);
    const inode = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find(([, local, remote]) => portOf(local) === server && portOf(remote) === this.localPort)?.[9];
    return pids.find((pid) => socketsOf(pid).includes(`socket:[${inode ?? ''}]`)) ?? null;
  }

  close(): void {
    this.agent.destroy();
  }
}

const portOf = (address = ''): number => Number.parseInt(address.split(':')[1] ?? '', 16);

function socketsOf(pid: number): string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return readdirSync(folder).map((descriptor) => {
    try {
      return readlinkSync(`${folder}/${descriptor}`);
    } catch {
      return '';
    }
  });
}
