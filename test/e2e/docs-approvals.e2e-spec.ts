import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { Approval, ApprovalPage, Decision } from '@acgs/contracts';
import { codeBlocks, pageText, sectionOf } from '../conformance/docs-pages.js';
import { activate, engineHas, ratify } from '../support/governed.js';
import { type Installation, startInstallation } from '../support/installation.js';

const run = promisify(execFile);
const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples', 'demonstration');
const HAS_CURL = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0);

const example = async (name: string): Promise<object> =>
  parse(await readFile(join(EXAMPLES, name), 'utf8')) as object;

(HAS_CURL ? describe : describe.skip)('the commands of docs/approvals.md (need bash and curl)', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'governance-engine', 'api-gateway'],
    });
    await ratify(installation, await example('constitution.yaml'));
    await activate(installation, await example('policies/payments.yaml'));
    await engineHas(installation, 1);
  });

  afterAll(async () => {
    await installation.close();
  });

  it('ask, approve, wait and go on, one after the other', async () => {
    const [functions = '', ...steps] = codeBlocks(
      sectionOf(pageText('docs/approvals.md'), 'Step by step'),
      'sh',
    );
    const script = [functions, ...steps.map((step) => step.replaceAll(/^acgs .*$/gm, '$&; echo'))]
      .join('\n')
      .replaceAll('http://127.0.0.1:8080', installation.url('api-gateway'))
      .replaceAll('.acgs/', `${installation.home}/`);
    const { stdout } = await run('bash', ['-ec', script]);
    const lines = stdout.trim().split('\n');
    const [list, given, found, decision] = lines.map((line) => JSON.parse(line) as unknown);
    expect((list as ApprovalPage).items[0]?.status).toBe('pending');
    expect((given as Approval).given?.note).toBe('The invoice is right.');
    expect((found as Approval).status).toBe('approved');
    expect((decision as Decision).outcome).toBe('allow');
    expect((decision as Decision).approval?.approvedBy).toBe('approver');
  });
});
