// Builds into dist/ what has changed since the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

const NEST = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');

/** Null when this Node can run it, else which can. */
function nodeFault() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return null;
  return `This is Node ${process.versions.node}; it takes ${String(major)}.${String(minor)} or later.`;
}

/** Null when all is built, else what is missing, or what the compiler says. */
export function build() {
  const fault = nodeFault();
  if (fault !== null) return fault;
  if (isBuilt()) return null;
  if (!existsSync(NEST)) return 'The packages are not installed: run npm ci first.';
  const started = new Date();
  process.stderr.write('Building (about 20 s, and only after a change) ...\n');
  rmSync(STAMP, { force: true });
  const { status, stdout } = spawnSync(process.execPath, [NEST, 'build', 'platform'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return `${stdout}\nThe build failed.`;
  writeFileSync(STAMP, `${started.toISOString()}\n`);
  return null;
}
