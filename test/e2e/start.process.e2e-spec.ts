import { type ClientWithSecret } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { Decision } from '@acgs/contracts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartedProject } from '../support/started-project.js';

const WORKERS = 2;

/** What a command of curl asks, taken apart as a shell would. */
function requestOf(command: string): Request {
  const [, url = ''] = /^curl -s (\S+)/.exec(command) ?? [];
  const headers = [...command.matchAll(/-H '([^:]+): ([^']+)'/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  );
  const [, body = ''] = /-d '([^']+)'/.exec(command) ?? [];
  return new Request(url, { method: 'POST', headers: [...headers, ['Connection', 'close']], body });
}

describe('npm start in an empty folder', () => {
  let project: StartedProject;

  beforeAll(async () => {
    project = await StartedProject.start({ GOVERNANCE_ENGINE_WORKERS: String(WORKERS) });
  });

  afterAll(() => project.stop());

  it('has the clients and gives them tokens from the moment on when the gateway answers', async () => {
    const live = (): Promise<boolean> =>
      fetch(`${project.url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await live())) await pause(2);
    const text = await readFile(join(project.home, 'clients.json'), 'utf8');
    const { clients } = JSON.parse(text) as { clients: ClientWithSecret[] };
    const admin = clients.find(({ id }) => id === 'admin');
    const answer = await fetch(`${project.url}/api/v1/oauth/token`, {
      method: 'POST',
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Basic ${Buffer.from(`admin:${admin?.secret ?? ''}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(answer.status).toBe(200);
  });

  it('has the rules in force, in every worker, when it prints the first decision', async () => {
    await project.ready();
    const { said } = project;
    for (const line of said.split('\n').filter((text) => text.startsWith('· ')))
      expect(line).toMatch(/^· \S+ listens on port \d+$/);
    const command = said.slice(said.indexOf('curl -s')).replaceAll('\\\n', '');
    const answers = await Promise.all(
      Array.from({ length: 2 * WORKERS }, async () => {
        const response = await fetch(requestOf(command));
        return (await response.json()) as Decision;
      }),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ outcome: 'deny', reasons: [{ rule: { id: 'P1' } }, {}] });
    }
  });

  it('ends with all its processes when it is told to', async () => {
    expect(await project.stop()).toBe(0);
    await expect(fetch(`${project.url}/health/live`)).rejects.toThrow();
  });
});
