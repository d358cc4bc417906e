import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from '../../../tools/installation/installation.js';
import { SERVICES } from '../../../tools/installation/service-process.js';
import { flameGraph } from './flame-graph.js';
import { ServiceProfiles } from './service-profiles.js';

/** A flame graph of each service of an installation that was started with `environment`. */
export class FlameGraphs {
  private constructor(
    private readonly profiles: ServiceProfiles,
    private readonly folder: string,
  ) {}

  static async prepare(folder: string): Promise<FlameGraphs> {
    await mkdir(folder, { recursive: true });
    return new FlameGraphs(await ServiceProfiles.prepare(), folder);
  }

  get environment(): Record<string, string> {
    return this.profiles.environment;
  }

  /** Tells people where they are. */
  get where(): string {
    return `The flame graphs are ${SERVICES.map((name) => `${name}.svg`).join(', ')} in ${this.folder}`;
  }

  begin(installation: Installation): Promise<void> {
    return this.profiles.begin(pidsOf(installation));
  }

  async end(installation: Installation): Promise<void> {
    const profiles = await this.profiles.end(pidsOf(installation));
    for (const [index, profile] of profiles.entries()) {
      const name = SERVICES[index] ?? '';
      await writeFile(join(this.folder, `${name}.svg`), flameGraph(name, profile));
    }
  }

  clear(): Promise<void> {
    return this.profiles.clear();
  }
}

const pidsOf = (installation: Installation): number[] =>
  SERVICES.map((name) => installation.service(name)?.pid ?? 0);
