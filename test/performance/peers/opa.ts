import { freePort } from '@acgs/database';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf } from '../decisions-workload.js';
import { type Peer, type PeerOptions, postOf } from './peer.js';
import { PeerProcess } from './peer-process.js';

/** As the binary says it. @throws Error when there is no such program */
export function opaVersion(program: string): string {
  const { status, stdout } = spawnSync(program, ['version'], { encoding: 'utf8' });
  const version = /^Version: (\S+)/m.exec(stdout)?.[1];
  if (status !== 0 || version === undefined)
    throw new Error(`${program} is not OPA's program: give its path with --opa.`);
  return `OPA ${version}`;
}

/** OPA as a server with the workload's policies in Rego, written so that its rule index can choose by resource type. */
export async function startOpa(program: string, options: PeerOptions): Promise<Peer> {
  await mkdir(options.folder, { recursive: true });
  const file = join(options.folder, 'policies.rego');
  const kinds = Array.from({ length: options.policies }, (_, index) => kindOf(index));
  await writeFile(file, [HEAD, ...kinds.map(rulesOf)].join('\n'));
  const origin = `http://127.0.0.1:${String(await freePort())}`;
  const log = options.decisionLog ? ['--set', 'decision_logs.console=true'] : [];
  const server = new PeerProcess(program, [
    'run',
    '--server',
    '--addr',
    origin.slice('http://'.length),
    '--log-level',
    options.decisionLog ? 'info' : 'error',
    '--disable-telemetry',
    ...log,
    file,
  ]);
  await server.ready(`${origin}/health`);
  return {
    origin,
    requests: options.questions.map((input) => postOf('/v1/data/acgs/allow', { input })),
    isAllowed: (answer) => (answer as { result?: boolean }).result === true,
    stop: () => server.stop(),
  };
}

const HEAD = `package acgs

import rego.v1

default allow := false

allow if {
  permitted
  not forbidden
}
`;

/** The rules of `workloadPolicy`. */
const rulesOf = (kind: string): string => `
permitted if {
  input.resource.type == "${kind}"
  input.action.name in {"read", "list"}
  input.subject.type == "agent"
  input.subject.properties.department == input.resource.properties.department
}

permitted if {
  input.resource.type == "${kind}"
  input.action.name == "write"
  input.subject.type == "agent"
  input.resource.properties.owner == input.subject.id
  input.resource.properties.status != "closed"
}

permitted if {
  input.resource.type == "${kind}"
  input.action.name == "delete"
  input.subject.type == "agent"
  input.subject.properties.level >= 5
  input.resource.properties.status == "draft"
}

forbidden if {
  input.resource.type == "${kind}"
  input.action.name in {"write", "delete"}
  input.subject.type == "agent"
  input.resource.properties.status == "locked"
}
`;
