import { resolve } from 'node:path';
import { endProgress, endWith, messageOf, progressLine, readArguments, wholeNumber } from './command-line.js';
import { FIGURE_COMMANDS } from './figures/figure-commands.js';
import { figuresPage } from './figures/figures-page.js';
import { type KeptRun, KeptRuns } from './figures/kept-runs.js';
import { measuredRun, NoFiguresError } from './figures/measured-run.js';

const { values, positionals } = readArguments(
  {
    usage: 'npm run figures -- [--runs N] [--only NAME] [--folder FOLDER]',
    text: `Runs every command that measures, all of them once and then all of them again, and prints the table of
docs/performance.md in Markdown. Takes half an hour and more: let nothing else run on the machine. Exits with 1 when a figure
misses its reach, or a command has none.

--runs N          how often each (2)
--only NAME       only commands with this in their names: --only log
--folder FOLDER   keeps the line of each run as JSON (figures); what is there is not run again, so that a round which
                  was broken off goes on where it was. Delete the folder to measure anew.

The commands: ${FIGURE_COMMANDS.join(', ')}`,
  },
  {
    runs: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    folder: { type: 'string', default: 'figures' },
  },
);

const runs = wholeNumber('runs', values.runs, 5);
const commands = FIGURE_COMMANDS.filter((command) => command.includes(values.only));
if (commands.length === 0 || positionals.length > 0) {
  endWith(`There is no such command. Try: npm run figures -- --help`, 2);
}

const kept = new KeptRuns(resolve(values.folder));
const measured = commands.map((command) => ({ command, runs: new Array<KeptRun | null>() }));
try {
  for (let run = 1; run <= runs; run++) {
    for (const [place, { command, runs: done }] of measured.entries()) {
      const where = `run ${String(run)} of ${String(runs)}, ${String(place + 1)} of ${String(commands.length)}`;
      done.push(await keptOrMeasured(command, run, where));
    }
  }
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}
process.stdout.write(`\n${figuresPage(measured, runs)}`);
const all = measured.flatMap((command) => command.runs);
if (!all.every((run) => run?.line.figures.every(({ ok }) => ok) === true)) process.exitCode = 1;

/** Null for a command without figures: the others go on, and it is run again the next time. */
async function keptOrMeasured(command: string, run: number, where: string): Promise<KeptRun | null> {
  const known = await kept.read(command, run);
  if (known !== null) return known;
  progressLine(`${where}: ${command}`);
  const made = await measuredRun(command).catch((error: unknown) => {
    if (error instanceof NoFiguresError) return error;
    throw error;
  });
  endProgress();
  if (made instanceof NoFiguresError) {
    process.stdout.write(`${where}: ${command} has no figures: ${made.message}\n`);
    return null;
  }
  await kept.write(command, run, made);
  const missed = made.line.figures.filter(({ ok }) => !ok).map(({ name }) => name);
  const verdict = missed.length === 0 ? 'nothing missed' : `missed: ${missed.join(', ')}`;
  process.stdout.write(`${where}: ${command}, ${made.seconds.toFixed(0)} s, ${verdict}\n`);
  return made;
}
