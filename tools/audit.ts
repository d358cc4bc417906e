import { spawnSync } from 'node:child_process';
import { findingsOf } from './audit/audit-verdict.js';
import { endWith, readArguments } from './command-line.js';
import { PROJECT_FOLDER } from './project-folder.js';
import { textTable } from './text-table.js';

const SEVERITIES = ['high', 'critical'];
const NOT_ASKED = 3;

const { values } = readArguments(
  {
    usage: 'npm run audit -- [--all]',
    text: `Asks the registry which packages of production have known faults that are high or critical, by npm audit. Exits
with 1 when there are some, and with ${String(NOT_ASKED)} when the registry could not be asked: that is no clean answer.

--all  packages of development, too`,
  },
  { all: { type: 'boolean', default: false } },
);

const npm = ['audit', '--json', ...(values.all ? [] : ['--omit=dev'])];
const { stdout, stderr } = spawnSync('npm', npm, {
  cwd: PROJECT_FOLDER,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const findings = findingsOf(stdout, SEVERITIES);
if (findings === null) endWith(`The registry could not be asked: ${stderr.trim()}`, NOT_ASKED);
if (findings.length === 0) endWith('No package has a known fault that is high or critical.', 0);
const rows = findings.map(({ name, severity, range, isMendable }) => [
  name,
  severity,
  range,
  isMendable ? 'npm audit fix' : 'none yet',
]);
endWith(textTable([['package', 'severity', 'versions', 'mended by'], ...rows]).join('\n'), 1);
