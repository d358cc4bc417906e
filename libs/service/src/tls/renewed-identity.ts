import type { FastifyBaseLogger } from 'fastify';
import type { Server } from 'node:tls';
import { BackgroundLoop } from '../background-loop.js';
import { readTlsIdentity, type TlsFiles, versionOf } from './tls-identity.js';

const LOOK_MILLISECONDS = 2000;

/**
 * Takes renewed files over while the server runs: new connections get the new certificate, those that are open keep theirs.
 * Files that do not belong together, as in the middle of a renewal, leave everything as it was, and are looked at again.
 */
export function followRenewals(server: Server, files: TlsFiles, known: string, log: FastifyBaseLogger): void {
  let taken = known;
  let refused = '';
  const look = async (): Promise<number> => {
    const version = await versionOf(files);
    if (version === '' || version === taken) return LOOK_MILLISECONDS;
    try {
      server.setSecureContext(await readTlsIdentity(files));
      taken = version;
      log.info('the renewed certificate is in use');
    } catch (error) {
      if (version !== refused)
        log.warn({ err: error }, 'the renewed certificate is not usable: the old one stays');
      refused = version;
    }
    return LOOK_MILLISECONDS;
  };
  const loop = new BackgroundLoop(look, () => LOOK_MILLISECONDS);
  loop.start();
  server.once('close', () => void loop.stop());
}
