import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const AN_HOUR = 3_600_000;

export interface StrangeServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A server that answers as a service of another installation does: another charter, release, Node.js, clock and pool. */
export const startImpostor = (): Promise<StrangeServer> =>
  startServer((request, response) => {
    response.setHeader('x-constitutional-hash', '0000000000000000');
    response.setHeader('date', new Date(Date.now() - AN_HOUR).toUTCString());
    (request.url === '/metrics' ? metrics : readiness)(response);
  });

/** A server that accepts, and never answers. */
export const startSilence = (): Promise<StrangeServer> => startServer(() => undefined);

async function startServer(listener: RequestListener): Promise<StrangeServer> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function metrics(response: ServerResponse): void {
  response.end(`# TYPE acgs_build_info gauge
acgs_build_info{version="0.0.1",service="ec-service"} 1
nodejs_version_info{version="v18.2.0",major="18",service="ec-service"} 1
acgs_database_pool_size{service="ec-service"} 500
acgs_database_pool_in_use{service="ec-service"} 499
acgs_database_pool_waiting{service="ec-service"} 3
`);
}

function readiness(response: ServerResponse): void {
  response.end(JSON.stringify({ status: 'ok', details: { redis: { status: 'up', state: 'off' } } }));
}
