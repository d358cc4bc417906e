import type { FastifyInstance } from 'fastify';
import type { GatewaySettings } from '../config.js';
import { Cors } from './cors.js';
import { methodFault } from './passed-methods.js';
import { securityHeadersOf, TRANSPORT_SECURITY } from './security-headers.js';

/** What every request meets before it is asked who sent it. */
export function furnishFrontDoor(
  server: FastifyInstance,
  { CORS_ORIGINS, TLS_CERT_FILE }: GatewaySettings,
): void {
  const cors = new Cors(CORS_ORIGINS);
  if (TLS_CERT_FILE !== undefined) sayEncrypted(server);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeadersOf(request.url));
    if (cors.answer(request, reply)) return;
    done(methodFault(request.method) ?? undefined);
  });
}

/** Every connection is: one that does not say so is that of a request in a batch, which came over TLS with it. */
function sayEncrypted(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    if (!('encrypted' in socket)) Object.assign(socket, { encrypted: true });
    void reply.header(...TRANSPORT_SECURITY);
    done();
  });
}
