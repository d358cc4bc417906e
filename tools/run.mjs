#!/usr/bin/env node
// Builds what has changed since the last build, then runs one of the commands in this folder.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'dist', '.built');
const SOURCES = [
  'apps',
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

function build() {
  const started = new Date();
  process.stderr.write('Building (about 20 s, and only after a change) ...\n');
  rmSync(STAMP, { force: true });
  const nest = join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { status, stdout } = spawnSync(process.execPath, [nest, 'build', 'platform'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write(`${stdout}\nThe build failed.\n`);
    process.exit(1);
  }
  writeFileSync(STAMP, `${started.toISOString()}\n`);
}

const command = process.argv[2];
if (command === undefined || !existsSync(join(ROOT, 'tools', `${command}.ts`))) {
  process.stderr.write('Usage: node tools/run.mjs start|evaluate|bench|faults [--help]\n');
  process.exit(2);
}
if (!isBuilt()) build();
process.argv.splice(2, 1);
await import(pathToFileURL(join(ROOT, 'dist', 'tools', `${command}.js`)).href);
