import * as common from '@nestjs/common';
import * as core from '@nestjs/core';
import * as asyncHooks from 'node:async_hooks';
import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as net from 'node:net';

/*
 * `@nestjs/throttler` requires Nest, which is made of ES modules: Node does that, Jest does so from Node 24.9 on alone.
 * Under Jest this file stands for the package: it runs the files of the package, and hands them Nest as it was imported.
 */
const FOLDER = new URL('../../node_modules/@nestjs/throttler/dist/', import.meta.url);
const outside = {
  '@nestjs/common': common,
  '@nestjs/core': core,
  async_hooks: asyncHooks,
  net,
  'node:crypto': crypto,
};
const inside = new Map();

function load(name) {
  if (!name.startsWith('./')) return outside[name];
  const known = inside.get(name);
  if (known !== undefined) return known;
  const exported = {};
  inside.set(name, exported);
  const run = new Function('exports', 'require', readFileSync(new URL(`${name}.js`, FOLDER), 'utf8'));
  run(exported, load);
  return exported;
}

export const { getOptionsToken, normalizeIp, ThrottlerGuard, ThrottlerModule } = load('./index');
