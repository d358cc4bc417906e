import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { figureOnly } from '../test/performance/measurement.js';
import { PLACE_HELP, placeOf } from './backup/installation-place.js';
import { seenHeadOf } from './backup/log-check.js';
import { restoreBackup, type Restored } from './backup/restore-backup.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';

const { values } = readArguments(
  {
    usage: 'npm run restore -- --from FOLDER [--replace] [--checkpoint FILE]... [--new-log NAME] [--json]',
    text: `Restores what npm run backup has written, with services stopped. Every file is compared with its checksum, the leaves of
the log with their checkpoint, the keys with what they open; when anything is wrong the target stays as it was.

  --from FOLDER       the backup
  --replace           the target may have something already: it is put aside under another name
  --checkpoint FILE   a checkpoint of the log that others have seen, as from a witness or an auditor; may be repeated
  --new-log NAME      the log goes on under another name; LOG_ORIGIN has to be this name from then on
  --json              ends with one line for programs

${PLACE_HELP}`,
  },
  {
    from: { type: 'string' },
    replace: { type: 'boolean', default: false },
    checkpoint: { type: 'string', multiple: true, default: [] },
    'new-log': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
);
if (values.from === undefined) endWith('Say which: --from FOLDER; see --help.', 2);
const folder = resolve(values.from);

try {
  const began = performance.now();
  const notes = await Promise.all(values.checkpoint.map((path) => readFile(path, 'utf8')));
  const restored = await restoreBackup({
    place: await placeOf(process.env),
    folder,
    replace: values.replace,
    seen: notes.map(seenHeadOf),
    newLog: values['new-log'] ?? null,
    progress: progressLine,
  });
  endProgress();
  const { manifest, aside, missingRoles, notRestored } = restored;
  const context = { folder, createdAt: manifest.createdAt, aside, missingRoles, notRestored };
  const figures = [
    figureOnly(
      'restore.rows',
      manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      '',
      'higher',
    ),
    figureOnly(
      'restore.leaves',
      manifest.log.reduce((sum, { size }) => sum + size, 0),
      '',
      'higher',
    ),
    figureOnly('restore.time', (performance.now() - began) / 1000, 's', 'lower'),
  ];
  report('restore', { figures, context, table: linesOf(restored).join('\n') }, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

function linesOf({ manifest, files, aside, missingRoles, notRestored }: Restored): string[] {
  return [
    `Restored as of ${manifest.createdAt}, and verified: every file, the log and the keys.`,
    ...files.written.map((path) => `written: ${path}`),
    ...files.left.map(
      ({ name, file }) => `not written, since ${name} is not set here: ${join(folder, file)}`,
    ),
    ...(aside === null ? [] : [`What was there before: ${aside}. Remove it when you are sure.`]),
    ...missingRoles.map((role) => `not granted: the server has no role ${role}`),
    ...(notRestored === null
      ? [
          'The server is of another version than that of the backup: what the tables are like was not compared.',
        ]
      : notRestored.map((line) => `added by hand and not restored: ${line}`)),
    ...(values['new-log'] === undefined
      ? whatOthersHaveSeen()
      : [`Set LOG_ORIGIN to ${values['new-log']} before you start.`]),
    'Empty Redis before you start: it may know what came after. What ended after the backup (tokens, keys, what',
    'was erased) has come back, and later legal holds and freezes are gone: docs/backup.md says what to do again.',
  ];
}

function whatOthersHaveSeen(): string[] {
  if (values.checkpoint.length > 0) return [];
  return [
    'No checkpoint was given: if anybody has seen a later one of this log, it must not go on under its name. Ask its witnesses',
    'before you start, and restore again with --checkpoint when there is one.',
  ];
}
