import { CompactRange } from '@acgs/merkle';
import { LogAudit } from '../../apps/integrity-service/src/monitor/log-audit.js';
import type { Installation } from './installation.js';
import { LogReader } from './log-reader.js';

/** What the monitor finds in the whole tree of the tenant `default`. */
export async function faultsOfTree(installation: Installation): Promise<string[]> {
  const audit = installation.service('integrity-service').app.get(LogAudit, { strict: false });
  const { size } = await new LogReader(installation).checkpoint();
  const range = CompactRange.of(0, []);
  const faults: string[] = [];
  while (range.size < size) faults.push(...(await audit.bundle('default', range, size)));
  return faults;
}
