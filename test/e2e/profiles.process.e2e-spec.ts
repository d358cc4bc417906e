import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { callTreeOf, type CallTree } from '../performance/profile/cpu-profile.js';
import { ServiceProfiles } from '../performance/profile/service-profiles.js';

const PROGRAM = `
function busyWork() { let sum = 0; for (let n = 0; n < 3e6; n++) sum += Math.sqrt(n); return sum; }
setInterval(() => { busyWork(); console.log('round'); }, 1);
`;

const flat = (tree: CallTree): CallTree[] => [tree, ...tree.children.flatMap(flat)];

describe('the profile of a process', () => {
  let profiles: ServiceProfiles;
  let child: ChildProcess;

  beforeAll(async () => {
    profiles = await ServiceProfiles.prepare();
    child = spawn(process.execPath, ['-e', PROGRAM], {
      env: { ...process.env, ...profiles.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  });

  afterAll(async () => {
    child.kill('SIGKILL');
    await profiles.clear();
  });

  it('is begun and ended from outside, as often as one likes, and tells what took the time', async () => {
    const rounds = createInterface(child.stdout!);
    await once(rounds, 'line');
    for (let times = 0; times < 2; times++) {
      await profiles.begin([child.pid!]);
      for (let round = 0; round < 20; round++) await once(rounds, 'line');
      const [profile] = await profiles.end([child.pid!]);
      const calls = flat(callTreeOf(profile!));
      const busy = calls.filter(({ frame }) => frame.functionName === 'busyWork');
      expect(busy.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThan(0);
    }
    expect(child.exitCode).toBeNull();
  });
});
