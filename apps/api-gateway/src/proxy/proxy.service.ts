import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import { Exchange } from './exchange.js';
import { LimitedBody } from './limited-body.js';
import { headersForUpstream } from './passed-headers.js';
import { BodyTooLargeError, NoUpstreamError, TransferCodingRefusedError } from './proxy.errors.js';
import { pathOf } from './request-target.js';
import { type Entrance, upstreamRouteOf } from './upstream-routes.js';
import { Upstreams } from './upstreams.js';
import { wholeBodyOf } from './whole-body.js';

/** Passes requests on: nothing is parsed or sent a second time, and what is large is not kept. */
@Injectable()
export class ProxyService {
  private readonly bodyLimitBytes: number;
  private readonly deadlineMilliseconds: number;

  constructor(
    private readonly upstreams: Upstreams,
    @Inject(GATEWAY_SETTINGS) { BODY_LIMIT_BYTES, UPSTREAM_TIMEOUT_MS }: GatewaySettings,
  ) {
    this.bodyLimitBytes = BODY_LIMIT_BYTES;
    this.deadlineMilliseconds = UPSTREAM_TIMEOUT_MS;
  }

  /**
   * The path has to lead, letter for letter, to a route of the entrance by which the router let the request in: what
   * the guards have checked is then what the service gets.
   */
  pass(entrance: Entrance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const target = request.raw.url ?? '';
    const path = pathOf(target);
    const route = upstreamRouteOf(path);
    if (route?.entrance !== entrance) throw new NoUpstreamError(path);
    const { headers } = request.raw;
    this.refuseBodyOf(headers);
    const exchange = new Exchange(route.upstream, request.id, reply.raw, this.deadlineMilliseconds);
    this.upstreams.of(route.upstream).dispatch(
      {
        method: request.method,
        path: target,
        headers: headersForUpstream(headers, senderOf(request)),
        body: hasBody(headers) ? (wholeBodyOf(request.raw) ?? this.streamOf(request, exchange)) : null,
      },
      exchange,
    );
    return exchange.done;
  }

  private streamOf(request: FastifyRequest, exchange: Exchange): LimitedBody {
    const body = new LimitedBody(request.raw, this.bodyLimitBytes, () => {
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

function senderOf(request: FastifyRequest): { requestId: string; address: string; protocol: string } {
  return {
    requestId: request.id,
    address: request.raw.socket.remoteAddress ?? 'unknown',
    protocol: 'http',
  };
}

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
