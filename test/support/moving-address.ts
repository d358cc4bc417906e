import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** An address that leads to one server, and later to another; connections that stand stay where they are. */
export class MovingAddress {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** Where the next connection is led. */
    public port: number,
  ) {
    server.on('connection', (near: Socket) => {
      const far = connect(this.port, '127.0.0.1');
      for (const socket of [near, far]) this.sockets.add(socket.on('error', () => undefined));
      near.pipe(far).pipe(near);
    });
  }

  static async lead(port: number): Promise<MovingAddress> {
    const server = createServer();
    const address = new MovingAddress(server, port);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return address;
  }

  get url(): string {
    return `redis://${this.host}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  private get host(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await once(this.server.close(), 'close');
  }
}
