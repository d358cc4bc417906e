import type { FastifyBaseLogger } from 'fastify';
import type { Server } from 'node:tls';
import { readTlsIdentity, type TlsFiles, versionOf } from './tls-identity.js';

const LOOK_MILLISECONDS = 2000;

/**
 * Takes renewed files over while the server runs: new connections get the new certificate, those that are open keep theirs.
 * Files that do not belong together, as in the middle of a renewal, leave everything as it was, and are looked at again.
 */
export function followRenewals(server: Server, files: TlsFiles, known: string, log: FastifyBaseLogger): void {
  let taken = known;
  let refused = '';
  const look = async (): Promise<void> => {
    const version = await versionOf(files);
    if (version === '' || version === taken) return;
    try {
      server.setSecureContext(await readTlsIdentity(files));
      taken = version;
      log.info('the renewed certificate is in use');
    } catch (error) {
      if (version !== refused)
        log.warn({ err: error }, 'the renewed certificate is not usable: the old one stays');
      refused = version;
    }
  };
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, LOOK_MILLISECONDS).unref();
  server.once('close', () => {
    clearInterval(timer);
  });
}
