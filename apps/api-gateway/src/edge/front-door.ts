import type { FastifyInstance } from 'fastify';
import type { GatewaySettings } from '../config.js';
import { Cors } from './cors.js';
import { methodFault } from './passed-methods.js';
import { securityHeadersOf } from './security-headers.js';

/** What every request meets before it is asked who sent it. */
export function furnishFrontDoor(server: FastifyInstance, { CORS_ORIGINS }: GatewaySettings): void {
  const cors = new Cors(CORS_ORIGINS);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeadersOf(request.url));
    if (cors.answer(request, reply)) return;
    done(methodFault(request.method) ?? undefined);
  });
}
