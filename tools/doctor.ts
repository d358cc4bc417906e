import { figureAtMost, figureOnly } from '../test/performance/measurement.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';
import { deploymentOf } from './doctor/deployment.js';
import { examine, type NamedFinding } from './doctor/doctor.js';
import type { FindingStatus } from './doctor/finding.js';
import { textTable } from './text-table.js';

const { values } = readArguments(
  {
    usage: 'npm run doctor -- [--gateway URL] [--json]',
    text: `Reads a deployment and says what is wrong with it, and what to do: services, PostgreSQL and its replica, migrations, versions,
constitutional hashes, clocks, disk, connections, Redis, rules, the log and keys. Changes nothing. Exits with 1 when something fails.

Without more it looks at what npm start has started here. What it has no address of is skipped, and it says so.

--gateway URL  a deployment elsewhere; the environment names the rest of it
--json         ends with one line of JSON

Environment, each variable or its <NAME>_FILE:
  DATABASE_URL, REDIS_URL     as for the services; a role that may read is enough
  DATABASE_REPLICA_URL        and DATABASE_REPLICA_MAX_LAG_MS, the same
  AUTH_SERVICE_URL            and CONSTITUTIONAL_CORE_URL, EC_SERVICE_URL, GOVERNANCE_ENGINE_URL,
                              INTEGRITY_SERVICE_URL, API_GATEWAY_URL
  ACGS_HOME, <SERVICE>_PORT   as for npm start`,
  },
  { gateway: { type: 'string' }, json: { type: 'boolean', default: false } },
);

const HEAD = ['status', 'check', 'of', 'saw', 'what to do'];

if (values.gateway !== undefined && !/^https?:\/\//.test(values.gateway))
  endWith(`--gateway takes an address such as https://acgs.example.com, not "${values.gateway}".`, 2);
try {
  const deployment = await deploymentOf(values.gateway, process.env);
  const findings = await examine(deployment, progressLine);
  endProgress();
  const count = (status: FindingStatus): number =>
    findings.filter((finding) => finding.status === status).length;
  const figures = [
    figureOnly('checks', findings.length, '', 'higher'),
    figureAtMost('failed', count('fail'), '', 0),
    figureOnly('warnings', count('warn'), '', 'lower'),
    figureOnly('skipped', count('skipped'), '', 'lower'),
  ];
  report('doctor', { figures, context: { findings }, table: tableOf(findings) }, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

function tableOf(findings: readonly NamedFinding[]): string {
  const rows = findings.map(({ status, check, subject, saw, advice }) => [
    status === 'fail' ? 'FAIL' : status,
    check,
    subject,
    saw,
    advice,
  ]);
  return textTable([HEAD, ...rows]).join('\n');
}
