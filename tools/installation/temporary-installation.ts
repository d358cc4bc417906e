import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Installation, type InstallationOptions } from './installation.js';

/** Starts an installation of its own for a measuring command, and leaves nothing of it behind, Ctrl-C or not. */
export async function withInstallation<Result>(
  options: Omit<InstallationOptions, 'home' | 'signal'>,
  use: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const home = await mkdtemp(join(tmpdir(), 'acgs-'));
  const interruption = new AbortController();
  const starting = Installation.start({ ...options, home, signal: interruption.signal });
  const cleared = async (): Promise<void> => {
    await starting.then(
      (installation) => installation.stop(),
      () => undefined,
    );
    await rm(home, { recursive: true, force: true });
  };
  const interrupted = (): void => {
    interruption.abort();
    void cleared().then(() => process.exit(130));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await use(await starting);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await cleared();
    if (interruption.signal.aborted) process.exit(130);
  }
}
