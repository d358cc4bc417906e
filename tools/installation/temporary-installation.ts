import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Installation, type InstallationOptions } from './installation.js';

/** Starts an installation of its own for a measuring command, and leaves nothing of it behind. */
export async function withInstallation<Result>(
  options: Omit<InstallationOptions, 'home'>,
  use: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const home = await mkdtemp(join(tmpdir(), 'acgs-'));
  const removed = (): Promise<void> => rm(home, { recursive: true, force: true });
  let installation: Installation | null = null;
  const interrupted = (): void => {
    void (installation?.stop() ?? Promise.resolve()).then(removed).then(() => process.exit(130));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    installation = await Installation.start({ ...options, home });
    return await use(installation);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await installation?.stop();
    await removed();
  }
}
