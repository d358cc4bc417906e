import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/**
 * A folder with what the last stage of `docker/Dockerfile` copies and nothing else: what is built, and the packages of
 * production. By links, which Node has to keep (`NODE_OPTIONS`): then nothing is found beside them.
 */
export class ImageFolder {
  static readonly NODE_OPTIONS = '--preserve-symlinks --preserve-symlinks-main';
  readonly path = mkdtempSync(join(tmpdir(), 'acgs-image-'));

  constructor() {
    const dockerfile = readFileSync(join(ROOT, 'docker', 'Dockerfile'), 'utf8');
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    for (const [, sources = '', target = ''] of last.matchAll(/^COPY (?:--from=\w+ )?(.+) (\S+)$/gm)) {
      for (const source of sources.split(' ').map((path) => path.replace(/^\/acgs\//, ''))) {
        if (source === 'node_modules') this.linkPackages(removedPackages(dockerfile));
        else this.link(source, target === './' ? basename(source) : target);
      }
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  private linkPackages(removed: readonly string[]): void {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
    for (const [path, { dev, devOptional }] of Object.entries(lock.packages)) {
      const isTopLevel = path.lastIndexOf('node_modules/') === 0;
      const isOfProduction = dev !== true && devOptional !== true;
      const isRemoved = removed.some((each) => path === each || path.startsWith(`${each}/`));
      if (isTopLevel && isOfProduction && !isRemoved && existsSync(join(ROOT, path))) this.link(path, path);
    }
  }

  private link(source: string, target: string): void {
    const place = join(this.path, target);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, source), place);
  }
}

const removedPackages = (dockerfile: string): string[] =>
  (/rm -rf (.+)$/m.exec(dockerfile)?.[1] ?? '').split(' ');
