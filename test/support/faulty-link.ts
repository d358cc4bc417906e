import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** `half-open` takes everything and hands nothing on, `resetting` answers every byte with RST. */
export type LinkState = 'sound' | 'slow' | 'half-open' | 'resetting';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/** A cable between two processes, at the level of TCP, that can be damaged while it is in use. */
export class FaultyLink {
  private readonly pairs = new Set<Pair>();
  private state: LinkState = 'sound';
  private delayMilliseconds = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', (near: Socket) => {
      this.join(near);
    });
  }

  static async to(port: number): Promise<FaultyLink> {
    const server = createServer({ noDelay: true });
    const link = new FaultyLink(server, port);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return link;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** From now on, of the connections that stand as well; `slow` hands every piece on after so many milliseconds. */
  become(state: LinkState, delayMilliseconds = 0): void {
    const wasHalfOpen = this.state === 'half-open';
    this.state = state;
    this.delayMilliseconds = delayMilliseconds;
    // What was taken and not handed on is lost, as behind a firewall that has forgotten the connection.
    if (state === 'resetting' || wasHalfOpen) for (const { near, far } of this.pairs) reset(near, far);
  }

  async close(): Promise<void> {
    for (const { near, far } of this.pairs) reset(near, far);
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket): void {
    if (this.state === 'resetting') {
      near.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const pair = { near, far: connect({ port: this.target, host: '127.0.0.1', noDelay: true }) };
    this.pairs.add(pair);
    this.handOn(near, pair.far);
    this.handOn(pair.far, near);
    for (const socket of [near, pair.far]) {
      socket.on('close', () => {
        this.pairs.delete(pair);
        reset(near, pair.far);
      });
    }
  }

  private handOn(from: Socket, to: Socket): void {
    const later = (pass: () => void): void => {
      if (this.state === 'half-open') return;
      if (this.state === 'slow') setTimeout(pass, this.delayMilliseconds);
      else pass();
    };
    from.on('error', () => undefined);
    from.on('data', (chunk) => {
      later(() => to.write(chunk));
    });
    from.on('end', () => {
      later(() => to.end());
    });
  }
}

function reset(...sockets: readonly Socket[]): void {
  for (const socket of sockets) if (!socket.destroyed) socket.resetAndDestroy();
}
