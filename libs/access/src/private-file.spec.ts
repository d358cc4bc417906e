import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOrCreatePrivateFile } from './private-file.js';

describe('readOrCreatePrivateFile', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-file-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('makes the file and its folder, for its owner alone', async () => {
    const path = join(folder, 'deep', 'file');
    await expect(readOrCreatePrivateFile(path, () => 'content')).resolves.toBe('content');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('reads what is there', async () => {
    const path = join(folder, 'file');
    await readOrCreatePrivateFile(path, () => 'first');
    await expect(readOrCreatePrivateFile(path, () => 'second')).resolves.toBe('first');
  });

  it('gives all who make it at once the same content, and leaves nothing else behind', async () => {
    const path = join(folder, 'file');
    let made = 0;
    const contents = await Promise.all(
      Array.from({ length: 20 }, () => readOrCreatePrivateFile(path, () => `content ${String(++made)}`)),
    );
    expect(made).toBeGreaterThan(1);
    expect(new Set(contents).size).toBe(1);
    expect(await readdir(folder)).toStrictEqual(['file']);
  });

  it('passes on why a file cannot be read', async () => {
    await expect(readOrCreatePrivateFile(folder, () => 'content')).rejects.toThrow('EISDIR');
  });
});
