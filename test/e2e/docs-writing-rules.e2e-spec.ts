import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { codeBlocks, pageText, sectionOf } from '../conformance/docs-pages.js';
import { type Installation, startInstallation } from '../support/installation.js';

const run = promisify(execFile);
const PAGE = pageText('docs/writing-rules.md');
const HAS_CURL = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0);

/** One JSON document a line, as each `acgs` call prints it. */
const answersIn = (output: string): unknown[] =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

(HAS_CURL ? describe : describe.skip)('the commands of docs/writing-rules.md (need bash and curl)', () => {
  let installation: Installation;
  let folder: string;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine', 'api-gateway'],
    });
    folder = await mkdtemp(join(tmpdir(), 'acgs-docs-'));
    const [constitution = '', policy = ''] = codeBlocks(PAGE, 'yaml');
    await writeFile(join(folder, 'constitution.yaml'), constitution);
    await writeFile(join(folder, 'policy.yaml'), policy);
  });

  afterAll(async () => {
    await installation.close();
    await rm(folder, { recursive: true });
  });

  it('check, ratify, add, activate and ask, one after the other', async () => {
    const [functions = '', ...steps] = codeBlocks(sectionOf(PAGE, 'From draft to force'), 'sh');
    const script = [functions, 'acgs_() { acgs "$@"; echo; }', ...steps.map(eachOnALine)]
      .join('\n')
      .replaceAll('http://127.0.0.1:8080', installation.url('api-gateway'))
      .replaceAll('.acgs/', `${installation.home}/`);
    const { stdout } = await run('bash', ['-ec', script], { cwd: folder });

    expect(answersIn(stdout)).toMatchObject([
      { valid: true, faults: [] },
      { version: 1, principleCount: 1 },
      { id: 'payments', version: 1, active: false },
      { items: [{ version: 1 }], nextCursor: null },
      { version: 1, active: true },
      { outcome: 'deny', explanation: { rules: [] } },
    ]);
  });
});

const eachOnALine = (step: string): string => step.replaceAll(/^acgs /gm, 'acgs_ ');
