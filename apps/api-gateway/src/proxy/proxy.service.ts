import type { CallerBearer } from '@acgs/access';
import { requestTimeoutOf } from '@acgs/http-client';
import { carriesBody, endWithService } from '@acgs/service';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Registry } from 'prom-client';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import { Exchange } from './exchange.js';
import { LimitedBody } from './limited-body.js';
import { LoadShedding } from './load-shedding.js';
import { headersForUpstream, headersOfGateway } from './passed-headers.js';
import { Places, type PlaceTaker } from './places.js';
import { BodyTooLargeError, NoUpstreamError, TransferCodingRefusedError } from './proxy.errors.js';
import { kindOf, type RequestKind } from './request-kind.js';
import { pathOf } from './request-target.js';
import { senderOf } from './sender.js';
import { type Entrance, type UpstreamName, upstreamRouteOf } from './upstream-routes.js';
import { Upstreams } from './upstreams.js';
import { wholeBodyOf } from './whole-body.js';

/** Passes requests on: nothing is parsed or sent a second time, and what is large is not kept. */
@Injectable()
export class ProxyService {
  private readonly bodyLimitBytes: number;
  private readonly places: Places;
  private readonly shedding: LoadShedding;
  private readonly deadlineMilliseconds: number;

  constructor(
    private readonly upstreams: Upstreams,
    @Inject(GATEWAY_SETTINGS)
    { BODY_LIMIT_BYTES, LOAD_SHEDDING, UPSTREAM_MAX_CONNECTIONS, UPSTREAM_TIMEOUT_MS }: GatewaySettings,
    registry: Registry,
  ) {
    this.shedding = new LoadShedding(UPSTREAM_MAX_CONNECTIONS, registry, LOAD_SHEDDING === 'on');
    this.places = new Places(UPSTREAM_MAX_CONNECTIONS);
    this.bodyLimitBytes = BODY_LIMIT_BYTES;
    this.deadlineMilliseconds = UPSTREAM_TIMEOUT_MS;
  }

  /**
   * The path has to lead, letter for letter, to a route of the entrance by which the router let the request in: what
   * the guards have checked is then what the service gets.
   */
  async pass(entrance: Entrance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { url = '' } = request.raw;
    const path = pathOf(url);
    const route = upstreamRouteOf(path);
    if (route?.entrance !== entrance) throw new NoUpstreamError(path);
    this.refuseBodyOf(request.raw.headers);
    const { upstream } = route;
    this.upstreams.of(upstream).admit();
    const kind = this.enter(kindOf(request.method, url, path, request.raw.headers.prefer), upstream, request);
    try {
      await this.bounded(upstream, request, reply, kind);
    } finally {
      this.places.leave(kind, upstream, takerOf(request));
    }
  }

  /** Gives as what it is passed on: a preference is no demand (RFC 7240), and there may be no place to wait. */
  private enter(kind: RequestKind, upstream: UpstreamName, request: FastifyRequest): RequestKind {
    if (this.places.enter(kind, upstream, takerOf(request))) return kind;
    delete request.raw.headers.prefer;
    return 'other';
  }

  /**
   * Of what was asked to be answered late the time says nothing. A stream of events is under way for the service until it has
   * begun: then it costs nothing but its connection, which the bulkhead counts.
   */
  private async bounded(
    upstream: UpstreamName,
    request: FastifyRequest,
    reply: FastifyReply,
    kind: RequestKind,
  ): Promise<void> {
    const limit = this.shedding.enter(upstream, kind === 'report');
    const exchange = this.exchange(upstream, request, reply);
    try {
      await (kind === 'stream' ? exchange.opened : exchange.done);
    } finally {
      const { latency, tellsOfService } = exchange;
      const isMeasured = tellsOfService && (kind === 'report' || kind === 'other');
      limit.leave(performance.now(), latency !== null, isMeasured ? latency : null);
    }
    if (kind === 'stream') await this.untilOver(exchange, request);
  }

  private async untilOver(exchange: Exchange, { server }: FastifyRequest): Promise<void> {
    const forget = endWithService(server.server, () => {
      exchange.finish();
    });
    try {
      await exchange.done;
    } finally {
      forget();
    }
  }

  private exchange(upstream: UpstreamName, request: FastifyRequest, reply: FastifyReply): Exchange {
    const milliseconds = this.millisecondsFor(request, reply);
    const own = headersOfGateway(request, reply);
    const exchange = new Exchange(upstream, own, reply.raw, milliseconds);
    void this.sendOrGiveUp(upstream, request, exchange);
    return exchange;
  }

  private async sendOrGiveUp(
    upstream: UpstreamName,
    request: FastifyRequest,
    exchange: Exchange,
  ): Promise<void> {
    try {
      const body = carriesBody(request.raw) ? await wholeBodyOf(request.raw) : null;
      if (exchange.left > 0) this.send(upstream, request, exchange, body);
    } catch (error) {
      exchange.giveUp(error as Error);
    }
  }

  /** No longer than the caller waits. */
  private millisecondsFor({ raw }: FastifyRequest, reply: FastifyReply): number {
    const given = requestTimeoutOf(raw.headers);
    if (given === null) return this.deadlineMilliseconds;
    return Math.max(1, Math.min(this.deadlineMilliseconds, Math.floor(given - reply.elapsedTime)));
  }

  private send(
    upstream: UpstreamName,
    request: FastifyRequest,
    exchange: Exchange,
    body: Buffer | null,
  ): void {
    const { raw } = request;
    const { method = 'GET', url = '', headers } = raw;
    exchange.begin();
    this.upstreams.of(upstream).dispatch(
      {
        method,
        path: url,
        headers: headersForUpstream(headers, senderOf(request)),
        body: body ?? (carriesBody(raw) ? this.streamOf(raw, exchange) : null),
        waiter: exchange,
      },
      exchange,
    );
  }

  private streamOf(request: IncomingMessage, exchange: Exchange): LimitedBody {
    const body = new LimitedBody(request, this.bodyLimitBytes, () => {
      exchange.giveUp(new BodyTooLargeError(this.bodyLimitBytes));
    });
    exchange.carry(body);
    return body;
  }

  /** What can be known of a body before its first byte is read. */
  private refuseBodyOf(headers: IncomingHttpHeaders): void {
    const { 'content-length': length, 'transfer-encoding': coding } = headers;
    if (length !== undefined && Number(length) > this.bodyLimitBytes) {
      throw new BodyTooLargeError(this.bodyLimitBytes);
    }
    if (coding !== undefined && coding.toLowerCase() !== 'chunked') throw new TransferCodingRefusedError();
  }
}

const takerOf = ({ caller }: FastifyRequest & CallerBearer): PlaceTaker => caller ?? NOBODY;

const NOBODY: PlaceTaker = { tenant: '', actor: '' };
