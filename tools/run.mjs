#!/usr/bin/env node
// Builds what has changed since the last build, then runs one of the commands in this folder.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, ROOT } from './build.mjs';

const command = process.argv[2];
if (command === undefined || !existsSync(join(ROOT, 'tools', `${command}.ts`))) {
  process.stderr.write(`Usage: node tools/run.mjs ${commands().join('|')} [--help]\n`);
  process.exit(2);
}
const fault = build();
if (fault !== null) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
process.argv.splice(2, 1);
await import(pathToFileURL(join(ROOT, 'dist', 'tools', `${command}.js`)).href);

/** As package.json names them. */
function commands() {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.values(scripts).flatMap((script) => /^node tools\/run\.mjs (\S+)$/.exec(script)?.[1] ?? []);
}
