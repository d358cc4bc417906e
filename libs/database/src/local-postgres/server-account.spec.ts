import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachable } from './server-account.js';

const SOMEBODY = { uid: 64_000, gid: 64_000 };

describe('isReachable', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'acgs-reach-')));
    await mkdir(join(folder, 'inner', 'data'), { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    [0o700, 0o755, false],
    [0o755, 0o700, false],
    [0o750, 0o755, false],
    [0o711, 0o711, true],
    [0o755, 0o755, true],
  ])('asks the way of every folder above (%i, %i)', async (outer, inner, reachable) => {
    await chmod(folder, outer);
    await chmod(join(folder, 'inner'), inner);
    await expect(isReachable(join(folder, 'inner', 'data'), SOMEBODY)).resolves.toBe(reachable);
  });

  it('lets an owner and its group through by their own bits', async () => {
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    await chmod(folder, 0o700);
    await expect(isReachable(join(folder, 'inner'), owner)).resolves.toBe(true);
    await expect(isReachable(join(folder, 'inner'), { ...owner, uid: SOMEBODY.uid })).resolves.toBe(false);
    await chmod(folder, 0o710);
    await expect(isReachable(join(folder, 'inner'), { ...owner, uid: SOMEBODY.uid })).resolves.toBe(true);
  });

  it('counts a folder that is not there yet as passable', async () => {
    await chmod(folder, 0o755);
    await expect(isReachable(join(folder, 'later', 'data'), SOMEBODY)).resolves.toBe(true);
  });
});
