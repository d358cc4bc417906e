// Builds into dist/ what has changed since the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'dist', '.built');
const SOURCES = [
  'apps',
  'examples',
  'libs',
  'migrations',
  'tools',
  'test',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuilt() {
  if (!existsSync(STAMP)) return false;
  const built = statSync(STAMP).mtimeMs;
  return SOURCES.every((name) => newest(join(ROOT, name)) <= built);
}

/** Null when all is built, else what the compiler says. */
export function build() {
  if (isBuilt()) return null;
  const started = new Date();
  process.stderr.write('Building (about 20 s, and only after a change) ...\n');
  rmSync(STAMP, { force: true });
  const nest = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { status, stdout } = spawnSync(process.execPath, [nest, 'build', 'platform'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return `${stdout}\nThe build failed.`;
  writeFileSync(STAMP, `${started.toISOString()}\n`);
  return null;
}
