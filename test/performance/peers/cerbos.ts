import { freePort } from '@acgs/database';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../tools/project-folder.js';
import { kindOf, type WorkloadRequest } from '../decisions-workload.js';
import { type Peer, type PeerOptions, postOf } from './peer.js';
import { PeerProcess } from './peer-process.js';

const VERSION = '0.51.0';
const PACKAGE = `@cerbos/cerbos-${process.platform}-${process.arch}`;
const CACHE = join(PROJECT_FOLDER, 'node_modules', '.cache', 'peers');

export const cerbosVersion = `Cerbos ${VERSION}`;

/** Cerbos with the workload's policies as resource policies, its roles being our subject types. */
export async function startCerbos(options: PeerOptions): Promise<Peer> {
  const program = cerbosProgram();
  const policies = join(options.folder, 'policies');
  await mkdir(policies, { recursive: true });
  for (let index = 0; index < options.policies; index++) {
    await writeFile(join(policies, `policy-${String(index)}.json`), JSON.stringify(policyOf(kindOf(index))));
  }
  const [port, grpcPort] = [await freePort(), await freePort()];
  const configuration = join(options.folder, 'cerbos.json');
  await writeFile(configuration, JSON.stringify(configurationOf(options, policies, port, grpcPort)));
  const server = new PeerProcess(program, ['server', `--config=${configuration}`, '--log-level=error']);
  const origin = `http://127.0.0.1:${String(port)}`;
  await server.ready(`${origin}/_cerbos/health`);
  return {
    origin,
    requests: options.questions.map((question) => postOf('/api/check/resources', requestOf(question))),
    isAllowed: isAllowed,
    stop: () => server.stop(),
  };
}

/**
 * Not a dependency of the project: a lock file holds the binary of the platform it was made on alone. So it is fetched
 * when it is first wanted (90 MB), in a fixed version.
 */
function cerbosProgram(): string {
  const program = join(CACHE, 'node_modules', PACKAGE, PACKAGE.split('/')[1] ?? '');
  if (existsSync(program)) return program;
  const wanted = [
    'install',
    '--prefix',
    CACHE,
    '--no-save',
    '--no-audit',
    '--no-fund',
    `${PACKAGE}@${VERSION}`,
  ];
  const { status, stderr } = spawnSync('npm', wanted, { encoding: 'utf8' });
  if (status === 0 && existsSync(program)) return program;
  throw new Error(
    `${PACKAGE} can't be fetched from npm, and the comparison needs it:\n${stderr.trim().slice(-600)}`,
  );
}

const configurationOf = (
  { folder, decisionLog }: PeerOptions,
  policies: string,
  port: number,
  grpcPort: number,
): object => ({
  server: { httpListenAddr: `127.0.0.1:${String(port)}`, grpcListenAddr: `127.0.0.1:${String(grpcPort)}` },
  storage: { driver: 'disk', disk: { directory: policies, watchForChanges: false } },
  telemetry: { disabled: true },
  audit: {
    enabled: decisionLog,
    accessLogsEnabled: false,
    decisionLogsEnabled: true,
    backend: 'local',
    local: { storagePath: join(folder, 'audit') },
  },
});

/** The rules of `workloadPolicy`, letter for letter where the two languages agree. */
function policyOf(kind: string): object {
  const rule = (actions: string[], expr: string, effect = 'EFFECT_ALLOW'): object => ({
    actions,
    effect,
    roles: ['agent'],
    condition: { match: { expr } },
  });
  return {
    apiVersion: 'api.cerbos.dev/v1',
    resourcePolicy: {
      resource: kind,
      version: 'default',
      rules: [
        rule(['read', 'list'], 'P.attr.department == R.attr.department'),
        rule(['write'], "R.attr.owner == P.id && R.attr.status != 'closed'"),
        rule(['delete'], "P.attr.level >= 5.0 && R.attr.status == 'draft'"),
        rule(['write', 'delete'], "R.attr.status == 'locked'", 'EFFECT_DENY'),
      ],
    },
  };
}

const requestOf = ({ subject, action, resource }: WorkloadRequest): object => ({
  principal: { id: subject.id, roles: [subject.type], attr: subject.properties },
  resources: [
    { actions: [action.name], resource: { kind: resource.type, id: resource.id, attr: resource.properties } },
  ],
});

function isAllowed(answer: unknown): boolean {
  const { results } = answer as { results: { actions: Record<string, string> }[] };
  return Object.values(results[0]?.actions ?? {})[0] === 'EFFECT_ALLOW';
}
