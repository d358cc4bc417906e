import { freePort } from '@acgs/database';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';

const FUNCTIONS = join(PROJECT_FOLDER, 'examples', 'acgs.sh');
const HAS_CURL = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0);

(HAS_CURL ? describe : describe.skip)('the functions of examples/acgs.sh (need bash and curl)', () => {
  let home: string;
  let url: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'acgs-shell-'));
    const clients = [{ id: 'author', secret: 's' }, { id: 'auditor' }];
    writeFileSync(join(home, 'clients.json'), JSON.stringify({ clients }));
    url = `http://127.0.0.1:${String(await freePort())}`;
  });

  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  /** What a command ends with, and what it tells; a stack trace would be more than one line of it. */
  function told(command: string, folder = home): { status: number | null; stdout: string; lines: string[] } {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `. '${FUNCTIONS}'\n${command}`], {
      encoding: 'utf8',
      env: { ...process.env, ACGS_HOME: folder, ACGS_URL: url, ACGS_TOKEN: '' },
    });
    return { status, stdout, lines: stderr.trim().split('\n') };
  }

  it('say where there is no installation', () => {
    const { status, lines } = told('login author', join(home, 'elsewhere'));
    expect([status, lines]).toStrictEqual([1, [expect.stringMatching(/^There is no .*run npm start first/)]]);
  });

  it.each(['nobody', 'auditor'])('say which clients there are instead of %s', (id) => {
    const { status, lines } = told(`login ${id}`);
    expect([status, lines]).toStrictEqual([
      1,
      [expect.stringMatching(`no secret of "${id}"; its clients are author, auditor.$`)],
    ]);
  });

  it('say that nothing answers, and keep no token', () => {
    const { status, stdout, lines } = told('login author; status=$?; echo "$ACGS_TOKEN"; exit $status');
    expect([status, stdout.trim()]).toStrictEqual([1, '']);
    expect(lines).toStrictEqual([
      expect.stringMatching(/^curl: \(7\)/),
      expect.stringMatching(/^There is no token for author. Is npm start running/),
    ]);
    expect(told('acgs /decisions').lines).toStrictEqual([expect.stringMatching(/^curl: \(7\)/)]);
  });

  it('give members of an answer, and say where it lacks them', () => {
    expect(told(`echo '{"items":[{"id":"one"}]}' | member 'items[0].id'`).stdout).toBe('one\n');
    const { status, lines } = told(`echo '{"detail":"No."}' | member decisionId`);
    expect([status, lines]).toStrictEqual([1, ['There is no decisionId in {"detail":"No."}']]);
    expect(told('member decisionId < /dev/null').lines).toStrictEqual([
      'There is no decisionId in an empty answer',
    ]);
  });
});
