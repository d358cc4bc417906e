import { once } from 'node:events';
import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Http2Session } from 'node:http2';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as eventLoopTurn, setTimeout as pause } from 'node:timers/promises';
import { Server as TlsServer } from 'node:tls';
import { noteAnswer } from './answers-under-way.js';
import { endEndlessAnswers } from './endless-answers.js';
import { isLingering, lingerBehind } from './lingering-close.js';

/** For a request that is on its way on a connection which was idle when the draining began. */
const GRACE_MILLISECONDS = 500;
/** Where nobody waits for the end: longer than callers are asked to keep an idle connection, so that they end it first. */
const LONG_GRACE_MILLISECONDS = 6000;
/** For callers that connect without end; the last of them may be cut off then. */
const ACCEPT_MAX_MILLISECONDS = 1000;
const SWEEP_MILLISECONDS = 25;
/** Below the 30 s that Kubernetes grants; longer than a usual exchange may take. */
const DRAIN_MAX_MILLISECONDS = 25_000;

/** Its headers say `Connection: close` while the service drains, also to requests that came before, whoever writes them. */
export function responseThatCloses(isDraining: () => boolean): typeof ServerResponse {
  return class<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    override writeHead(...head: [status: number, ...rest: never[]]): this {
      if (isDraining()) this.shouldKeepAlive = false;
      if (!this.req.complete) lingerBehind(this.req);
      noteAnswer(this);
      return super.writeHead(...head);
    }
  };
}

/** Long enough for the process that accepts connections to have accepted the next. */
export async function acceptingTurn(): Promise<void> {
  await eventLoopTurn();
  await eventLoopTurn();
}

/** The open connections of a server; to be made before it listens. */
export class Connections {
  private readonly sockets = new Set<Socket>();
  /** Those of HTTP/2, which have their own way of ending. */
  private readonly sessions = new Set<Http2Session>();
  private accepted = 0;
  private draining = false;

  /** `turn` is an `acceptingTurn` of the process that accepts connections, which may be another one. */
  constructor(
    private readonly server: Server,
    private readonly turn: () => Promise<unknown>,
  ) {
    server.on('connection', () => this.accepted++);
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.on('session', (session: Http2Session) => {
      this.sessions.add(session);
      session.once('close', () => this.sessions.delete(session));
      if (this.draining) session.close();
    });
  }

  get areDraining(): boolean {
    return this.draining;
  }

  /**
   * Takes no new connection and answers what still comes on those that are open: each ends with its next answer, or
   * when it has been idle for half a second, 6 s without hurry. What is not over after 25 s is cut.
   */
  async drain(inHurry = true): Promise<void> {
    const { server } = this;
    const grace = inHurry ? GRACE_MILLISECONDS : LONG_GRACE_MILLISECONDS;
    if (!server.listening) return;
    await this.acceptThoseThatWait();
    // Not before: a caller that is told to connect anew would have to be accepted again.
    this.draining = true;
    endEndlessAnswers(server);
    for (const session of this.sessions) session.close();
    const drained = once(server, 'close');
    // The `close` of an HTTP server would cut idle connections at once, with the requests that are on their way.
    NetServer.prototype.close.call(server);
    // What another process has handed over meanwhile goes back to it, as long as this one lives.
    await this.turn();
    await Promise.race([drained, pause(grace, undefined, { ref: false })]);
    const sweep = setInterval(() => {
      // After what has arrived is read: a request that lies there would be reset with its connection.
      setImmediate(() => {
        this.closeIdle();
      });
    }, SWEEP_MILLISECONDS);
    const cut = setTimeout(() => {
      for (const session of this.sessions) session.destroy();
      for (const socket of this.sockets) socket.destroy();
    }, DRAIN_MAX_MILLISECONDS - grace);
    await drained;
    clearInterval(sweep);
    clearTimeout(cut);
  }

  /** The system has connected them already and would cut them off; Node accepts one in each turn of its loop. */
  private async acceptThoseThatWait(): Promise<void> {
    const end = performance.now() + ACCEPT_MAX_MILLISECONDS;
    let before = -1;
    while (this.accepted !== before && performance.now() < end) {
      before = this.accepted;
      await this.turn();
    }
  }

  /** Node takes those on which nothing ever came, and those whose answer has left already, for busy ones. */
  private closeIdle(): void {
    this.server.closeIdleConnections();
    for (const socket of this.sockets) if (socket.bytesRead === 0 || isLingering(socket)) socket.destroy();
  }
}
