import { open } from 'node:fs/promises';
import { heldBy } from './process-readings.js';

describe.runIf(process.platform === 'linux')('heldBy', () => {
  it('counts the descriptors of a process that are open now', async () => {
    const before = await heldBy(process.pid);
    const files = await Promise.all(Array.from({ length: 20 }, () => open(import.meta.filename)));
    const during = await heldBy(process.pid);
    await Promise.all(files.map((file) => file.close()));
    expect(during!.descriptors - before!.descriptors).toBeGreaterThanOrEqual(15);
    expect(before!.mebibytes).toBeGreaterThan(20);
  });

  it('has nothing of a process that is gone', async () => {
    expect(await heldBy(2 ** 22 + 1)).toBeNull();
  });
});
