import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Installation } from '../../tools/installation/installation.js';
import type { ServiceName } from '../../tools/installation/service-process.js';
import { CONSTITUTION, POLICY } from './governed.js';

const SCRAPE_MILLISECONDS = 5000;

export interface BuiltInstallation {
  readonly installation: Installation;
  close(): Promise<void>;
}

/** All services as they are built, each in processes of its own, with the rules of `governed.ts` in force. */
export async function startBuilt(
  workers: Partial<Record<ServiceName, number>>,
  settings: Readonly<Record<string, string>> = {},
): Promise<BuiltInstallation> {
  const home = await mkdtemp(join(tmpdir(), 'acgs-built-'));
  const environment = { LOG_LEVEL: 'fatal', DATABASE_POOL_SIZE: '5', ...settings };
  const installation = await Installation.start({ home, workers, environment });
  const admin = await installation.login('admin');
  await admin.expect('POST', '/policies?activate=true', POLICY);
  await admin.expect('POST', '/constitution/versions', CONSTITUTION);
  await untilAllHaveRules(installation.url('governance-engine'), workers['governance-engine'] ?? 1);
  return {
    installation,
    close: async () => {
      await installation.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Connections are handed out in turn: so many in a row that are ready are all workers, twice. */
async function untilAllHaveRules(url: string, workers: number): Promise<void> {
  for (let inARow = 0; inARow < 2 * workers; inARow++) {
    const response = await fetch(`${url}/health/ready`, { headers: { connection: 'close' } });
    const { details } = (await response.json()) as { details: { rules: { constitutionVersion: number } } };
    if (!response.ok || details.rules.constitutionVersion !== 1) inARow = -1;
    await pause(10);
  }
}

/** The figures on `/metrics` of a service. */
export async function figuresOf(url: string): Promise<Map<string, number>> {
  return figuresIn(await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text());
}

/** By name and labels as they stand there, without the label of the service. */
export function figuresIn(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [name = '', value] = line.replace(/,?service="[^"]+"/, '').split(/ (?=[^ ]+$)/);
      return [name.replace('{}', ''), Number(value)];
    }),
  );
}

/**
 * Resolves when a figure has reached this. A scrape that comes to nothing is made again: a connection that was on its way to a
 * worker when that was killed is never answered.
 */
export async function untilFigure(url: string, name: string, atLeast: number): Promise<void> {
  for (;;) {
    const figures = await Promise.race([figuresOf(url), pause(SCRAPE_MILLISECONDS, null)]).catch(() => null);
    if ((figures?.get(name) ?? 0) >= atLeast) return;
    await pause(100);
  }
}
