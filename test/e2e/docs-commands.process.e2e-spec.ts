import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docsPages, pageText } from '../conformance/docs-pages.js';
import { COMMANDS_NOT_RUN } from '../support/commands-not-run.js';
import { blocksOf, commandsIn, misfits, type PageStep, SHELLS, stepsOf } from '../support/page-commands.js';
import { StartedProject } from '../support/started-project.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** In the order in which a newcomer reads them: what one page does to the installation the next one finds. */
const PAGES = [
  'README.md',
  'docs/quick-start.md',
  'docs/writing-rules.md',
  'docs/policies.md',
  'docs/client.md',
  'docs/approvals.md',
  'docs/simulations.md',
  'docs/authzen.md',
  'docs/people.md',
  'docs/oauth.md',
  'docs/verifying.md',
  'docs/evaluation.md',
  'docs/evolution.md',
  'docs/freezes.md',
  'docs/runbooks.md',
  'docs/backup.md',
  'docs/operations.md',
  'docs/releasing.md',
  'docs/faults.md',
  'CONTRIBUTING.md',
];
const HAS_CURL = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0);

const everyPage = (): string[] => ['README.md', 'CONTRIBUTING.md', ...docsPages()];

/** The project as a newcomer has it, but that what is written beside it is gone afterwards. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'acgs-docs-'));
  for (const name of ['package.json', 'tsconfig.json', 'dist', 'libs', 'node_modules', 'tools'])
    symlinkSync(join(ROOT, name), join(folder, name));
  for (const name of ['docker', 'examples'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  return folder;
}

const isNotRun = (page: string, command: string): boolean =>
  COMMANDS_NOT_RUN.some((not) => not.page === page && command.startsWith(not.command));

/** As bash runs them, one after the other; before each block a line with its number. */
function scriptOf(page: string, steps: readonly PageStep[]): string {
  const parts = steps.map((step, index) => {
    if ('file' in step) return `cat > ${step.file} <<'END'\n${step.content}END`;
    const commands = commandsIn(step.commands).filter((command) => !isNotRun(page, command));
    return [`printf '\\n\\036%s\\n' ${String(index)}`, ...commands].join('\n');
  });
  return ['curl() { command curl --fail-with-body "$@"; }', ...parts].join('\n');
}

describe('the commands of the pages', () => {
  it('are in blocks that say so, and every page with some is tried', () => {
    const pages = everyPage();
    const unmarked = pages.flatMap((page) =>
      blocksOf(pageText(page))
        .filter(
          ({ language, content }) => !SHELLS.includes(language) && /^(npm|curl|docker|git) /m.test(content),
        )
        .map(({ line }) => `${page}:${String(line)}`),
    );
    expect(unmarked).toStrictEqual([]);
    const withCommands = pages.filter((page) => stepsOf(pageText(page)).some((step) => 'commands' in step));
    expect([...PAGES].sort()).toStrictEqual(withCommands.sort());
  });

  it.each(COMMANDS_NOT_RUN)(
    'are not tried where a page has them no longer: $page, $command',
    ({ page, command }) => {
      const commands = stepsOf(pageText(page)).flatMap((step) =>
        'file' in step ? [] : commandsIn(step.commands),
      );
      expect(commands.filter((line) => line.startsWith(command))).not.toStrictEqual([]);
    },
  );
});

(HAS_CURL ? describe : describe.skip)('a newcomer who does what the pages say (needs bash and curl)', () => {
  let folder: string;
  let start: StartedProject;

  beforeAll(async () => {
    folder = newFolder();
    start = await StartedProject.start({ ACGS_HOME: join(folder, '.acgs') });
    await start.ready();
  });

  afterAll(async () => {
    await start.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(PAGES)('gets on with %s', (page) => {
    const steps = stepsOf(pageText(page));
    const script = scriptOf(page, steps)
      .replaceAll('http://127.0.0.1:8080', start.url)
      .replaceAll('<the token>', start.token);
    const file = join(folder, 'commands.sh');
    writeFileSync(file, script);
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', file], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...start.environment,
        PATH: process.env.PATH,
        HOME: folder,
        ACGS_URL: start.url,
      },
    });
    const outputs = new Map(
      stdout
        .split('\n\u001e')
        .slice(1)
        .map((part) => [Number(part.slice(0, part.indexOf('\n'))), part.slice(part.indexOf('\n') + 1)]),
    );
    const last = steps[[...outputs.keys()].at(-1) ?? -1];
    expect([status, status === 0 ? '' : `${page}:${String(last?.line)}\n${stdout}\n${stderr}`]).toStrictEqual(
      [0, ''],
    );
    const wrong = steps.flatMap((step, index) =>
      'file' in step || step.output === null
        ? []
        : misfits(step.output, outputs.get(index) ?? '').map(
            (fault) => `${page}:${String(step.line)} ${fault}`,
          ),
    );
    expect(wrong).toStrictEqual([]);
  });
});
