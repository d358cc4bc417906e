import type { Redis } from 'ioredis';

type Listener = (message: string) => void;

/** The second connection: one that subscribes can do nothing else. Opened with the first subscription. */
export class RedisSubscriber {
  private connection: Redis | null = null;
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    private readonly open: () => Redis,
    /** The server does not allow it. */
    private readonly refused: (error: Error) => void,
  ) {}

  get status(): string {
    return this.connection?.status ?? 'end';
  }

  subscribe(channel: string, listener: Listener): void {
    const known = this.listeners.get(channel);
    if (known !== undefined) {
      known.add(listener);
      return;
    }
    this.listeners.set(channel, new Set([listener]));
    this.connection ??= this.connect();
    if (this.connection.status === 'ready') this.ask(this.connection, [channel]);
  }

  /** So that a connection whose other end is gone is noticed. */
  probe(): void {
    if (this.connection?.status === 'ready') this.connection.ping().catch(() => undefined);
  }

  reconnect(): void {
    this.connection?.disconnect(true);
  }

  close(): void {
    this.connection?.disconnect();
  }

  private connect(): Redis {
    const connection = this.open();
    connection.on('ready', () => {
      this.ask(connection, [...this.listeners.keys()]);
    });
    connection.on('message', (channel: string, message: string) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(message);
    });
    return connection;
  }

  /** A connection that broke is followed by one that subscribes again. */
  private ask(connection: Redis, channels: readonly string[]): void {
    connection.subscribe(...channels).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith('NOPERM')) this.refused(error);
    });
  }
}
