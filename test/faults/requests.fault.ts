import type { OpenAPIObject } from '@nestjs/swagger';
import { withInstallation } from '../../tools/installation/temporary-installation.js';
import type { Installation } from '../../tools/installation/installation.js';
import { committedText } from '../../tools/openapi/committed-document.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { CONSTITUTION, POLICY } from './decisions-questions.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { faultText, fuzz } from './requests/fuzz-run.js';
import { UNLIMITED } from './requests/unlimited.js';

const FAULTS_SHOWN = 10;
export const command: FaultCommand = {
  name: 'faults -- requests',
  summary:
    'sends requests of every form that the OpenAPI document allows, and others, and holds the answers against it',
  cycles: { usual: 10_000, long: 100_000 },
  run: (options) => {
    if (options.control) throw new Error('There is no --control of this run.');
    const environment = { ...UNLIMITED, LOG_LEVEL: 'error' };
    return withInstallation({ progress: options.progress, environment }, (installation) =>
      measure(installation, options),
    );
  },
};

async function measure(
  installation: Installation,
  { cycles, seed, progress }: FaultOptions,
): Promise<Measurement> {
  const [admin, ...others] = await Promise.all([
    installation.login('admin'),
    installation.login('platform'),
    installation.login('demo-agent'),
    installation.login('auditor'),
  ]);
  await admin.expect('POST', '/constitution/versions', CONSTITUTION);
  await admin.expect('POST', '/policies?activate=true', POLICY);
  const result = await fuzz({
    origin: installation.url('api-gateway'),
    document: JSON.parse(committedText(PROJECT_FOLDER)) as OpenAPIObject,
    tokens: [...[admin, ...others].map(({ token }) => token), ''],
    seen: [POLICY.id, '1'],
    requests: cycles,
    seed,
    progress: (sent) => {
      progress(`${String(sent)} of ${String(cycles)} requests`);
    },
  });
  return {
    figures: [
      figureOnly('cycles', cycles, 'requests', 'higher'),
      figureOnly('operations.succeeded', result.succeeded.size, 'operations', 'higher'),
      figureAtMost('failed.requests', result.faults.length, 'requests', 0),
    ],
    context: {
      seed,
      loadModel: 'closed loop of 64 through the gateway, limits off',
      statuses: Object.fromEntries(result.statuses),
    },
    table: [`seed ${String(seed)}`, ...result.faults.slice(0, FAULTS_SHOWN).map(faultText)].join('\n'),
  };
}
