import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { buildConnector, type Client, errors } from 'undici';
import { UpstreamConnection } from './upstream-connection.js';
import type { ResolvedUpstream } from './upstream-options.js';

const SWEEP_MILLISECONDS = 1000;
/** Requests at the same time on one connection; a peer that wants fewer says so. */
const HTTP2_STREAMS = 100;

interface OpenSocket {
  readonly socket: Socket;
  readonly isHttp2: boolean;
  usedAt: number;
}

/**
 * The connections of one pool: how many were ever opened, and which nothing uses. Of those it keeps no more than it may.
 * undici ends an idle HTTP/1.1 connection by itself, but bounds neither their number nor the age of one of HTTP/2.
 */
export class OpenSockets {
  /** Since the start. */
  opened = 0;
  /** Requests that got a connection, since the start. */
  requests = 0;
  private readonly open = new Map<Client, OpenSocket>();
  private readonly connect: buildConnector.connector;
  private sweeper: NodeJS.Timeout | null = null;

  constructor(private readonly upstream: ResolvedUpstream) {
    const { connectMilliseconds: timeout, http2: allowH2, authority } = upstream;
    this.connect = buildConnector({
      timeout,
      allowH2,
      ...(authority === undefined ? {} : { ca: authority }),
    });
  }

  client(origin: URL, options: object): UpstreamConnection {
    const connect: buildConnector.connector = (target, callback) => {
      this.connect(target, (...result) => {
        if (result[0] === null) this.add(client, result[1]);
        callback(...result);
      });
    };
    const settings = { ...options, allowH2: this.upstream.http2, connect };
    const client = new UpstreamConnection(origin, settings, () => this.requests++);
    return client;
  }

  get count(): number {
    return this.open.size;
  }

  get idle(): number {
    return [...this.open.keys()].filter(isIdle).length;
  }

  private add(client: Client, socket: Socket | TLSSocket): void {
    this.opened++;
    const isHttp2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
    if (isHttp2) client.pipelining = HTTP2_STREAMS;
    const entry = { socket, isHttp2, usedAt: performance.now() };
    this.open.set(client, entry);
    socket.once('close', () => {
      if (this.open.get(client) === entry) this.open.delete(client);
    });
    if (isHttp2 || this.open.size > this.upstream.idleConnections) this.beginToSweep();
  }

  private beginToSweep(): void {
    this.sweeper ??= setInterval(() => {
      this.sweep();
    }, SWEEP_MILLISECONDS).unref();
  }

  private sweep(): void {
    const { idleConnections, idleMilliseconds } = this.upstream;
    const now = performance.now();
    let kept = 0;
    let watched = 0;
    for (const [client, entry] of this.open) {
      if (!isIdle(client)) entry.usedAt = now;
      else if (kept === idleConnections || (entry.isHttp2 && now - entry.usedAt >= idleMilliseconds)) {
        entry.socket.destroy(new errors.InformationalError('nothing uses it'));
        continue;
      } else kept++;
      if (entry.isHttp2) watched++;
    }
    if (watched > 0 || this.open.size > idleConnections || this.sweeper === null) return;
    clearInterval(this.sweeper);
    this.sweeper = null;
  }
}

const isIdle = (client: Client): boolean => client.stats.size === 0;
