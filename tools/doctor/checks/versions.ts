import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../project-folder.js';
import { answering, type Check } from '../check.js';
import { fail, type Finding, ok, skipped, warn } from '../finding.js';
import type { ServiceView } from '../service-view.js';

const OLDEST_NODE = { major: 20, minor: 19 };
const { version: OWN_VERSION } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
  version: string;
};

/** All services are of one release, that of the doctor, on a Node.js that carries it. */
export const VERSIONS: Check = {
  name: 'versions',
  run: (patient) => answering(patient).flatMap((view) => [releaseOf(view), nodeOf(view)]),
};

function releaseOf({ name, metrics }: ServiceView): Finding {
  const versions = metrics?.labels('acgs_build_info', 'version') ?? [];
  if (metrics === null) return skipped(name, 'its /metrics cannot be read', 'Let the doctor reach it.');
  if (versions.length === 1 && versions[0] === OWN_VERSION) return ok(name, `release ${OWN_VERSION}`);
  const saw = versions.length === 0 ? 'tells no release' : `runs ${versions.join(' and ')}`;
  return warn(name, `${saw}, and this doctor is ${OWN_VERSION}`, 'Finish the upgrade, or use its doctor.');
}

function nodeOf({ name, metrics }: ServiceView): Finding {
  const versions = metrics?.labels('nodejs_version_info', 'version') ?? [];
  if (versions.length === 0)
    return skipped(name, 'which Node.js it runs on is not to be seen', 'Let the doctor reach its /metrics.');
  const old = versions.filter(isTooOld);
  return old.length === 0
    ? ok(name, `Node.js ${versions.join(' and ')}`)
    : fail(name, `Node.js ${old.join(' and ')}`, 'ACGS needs Node.js 20.19 or later: upgrade it.');
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor);
}
