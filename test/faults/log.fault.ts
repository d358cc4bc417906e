import { withInstallation } from '../../tools/installation/temporary-installation.js';
import { figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { CONTROL, governedBy } from './decisions.fault.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { breakTheLog, type LogFindings } from './log-cycles.js';

const FAILURES_SHOWN = 5;

export const command: FaultCommand = {
  name: 'faults -- log',
  summary: 'kills PostgreSQL and sequencers, and pauses these, under load, and counts leaves and histories',
  run: (options) => {
    const databaseSettings = options.control ? CONTROL : {};
    const start = { progress: options.progress, databaseSettings, environment: { LOG_LEVEL: 'fatal' } };
    return withInstallation(start, async (installation) => {
      const governed = await governedBy(installation, databaseSettings);
      return measurementOf(await breakTheLog(installation, governed, options), options);
    });
  },
};

function measurementOf(
  { acknowledged, lost, doubled, forked, failed }: LogFindings,
  { cycles, seed, control }: FaultOptions,
): Measurement {
  return {
    figures: [
      figureOnly('cycles', cycles, '', 'higher'),
      figureOnly('acknowledged', acknowledged, 'decisions', 'higher'),
      figureAtMost('lost', lost, 'decisions', 0),
      figureAtMost('doubled', doubled, 'leaves', 0),
      figureAtMost('forked', forked, 'checkpoints', 0),
      figureAtMost('failed.requests', failed.size, 'requests', 0),
    ],
    context: {
      seed,
      loadModel: 'closed loop of 32 clients, two engines, two processes that could be the sequencer',
      on: control ? 'synchronous_commit off: losses are expected' : 'fsync, synchronous_commit',
    },
    table: [...failed]
      .slice(0, FAILURES_SHOWN)
      .map(([key, why]) => `FAILED ${key}: ${why}`)
      .join('\n'),
  };
}
