import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';

const NODE_18 = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.0'}})`;

describe('a command of a clone in which nothing was installed', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'acgs clone '));
    for (const name of ['package.json', 'tools'])
      cpSync(join(PROJECT_FOLDER, name), join(folder, name), { recursive: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    { lacks: 'its packages', node: [], says: 'The packages are not installed: run npm ci first.\n' },
    {
      lacks: 'a Node that is new enough',
      node: ['--import', NODE_18],
      says: 'This is Node 18.20.0; it takes 20.19 or later.\n',
    },
  ])('says in one line that it lacks $lacks', ({ node, says }) => {
    const command = [...node, join(folder, 'tools', 'run.mjs'), 'start'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect([status, stdout, stderr]).toStrictEqual([1, '', says]);
  });
});
