import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PLACE_HELP, placeOf } from './backup/installation-place.js';
import { digestOfFile, type Manifest, MANIFEST } from './backup/manifest.js';
import { writeBackup } from './backup/write-backup.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';
import { PROJECT_FOLDER } from './project-folder.js';
import { type Figure, figureOnly } from '../test/performance/measurement.js';

const { values } = readArguments(
  {
    usage: 'npm run backup -- --to FOLDER [--without-keys] [--json]',
    text: `Writes the whole installation as it is at one moment to a folder that is not there yet: every table, and the keys and files
that can't be made again. Services go on meanwhile. Whoever can read the folder can do what the installation can.

  --to FOLDER       where to; it appears when it is whole
  --without-keys    leaves the keys and files out
  --json            ends with one line for programs

${PLACE_HELP}`,
  },
  {
    to: { type: 'string' },
    'without-keys': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
);
if (values.to === undefined) endWith('Say where to: --to FOLDER; see --help.', 2);
const folder = resolve(values.to);
const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
  version: string;
};

try {
  const began = performance.now();
  const manifest = await writeBackup({
    place: await placeOf(process.env),
    folder,
    program: version,
    withoutKeys: values['without-keys'],
    progress: progressLine,
  });
  endProgress();
  const seconds = (performance.now() - began) / 1000;
  const sha256 = await digestOfFile(join(folder, MANIFEST));
  const log = manifest.log.map(({ tenant, size, root }) => ({ tenant, size, root }));
  const text = `${folder}, as of ${manifest.createdAt}
SHA-256 of its manifest, to be kept elsewhere: ${sha256}`;
  const context = { folder, createdAt: manifest.createdAt, sha256, log };
  report('backup', { figures: figuresOf(manifest, seconds), context, table: text }, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

function figuresOf({ tables, files, log }: Manifest, seconds: number): Figure[] {
  return [
    figureOnly('backup.tables', tables.length, '', 'higher'),
    figureOnly(
      'backup.rows',
      tables.reduce((sum, { rows }) => sum + rows, 0),
      '',
      'higher',
    ),
    figureOnly(
      'backup.leaves',
      log.reduce((sum, { size }) => sum + size, 0),
      '',
      'higher',
    ),
    figureOnly('backup.files', files.length, '', 'higher'),
    figureOnly('backup.time', seconds, 's', 'lower'),
  ];
}
