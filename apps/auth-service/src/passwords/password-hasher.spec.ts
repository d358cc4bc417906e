import { Registry } from 'prom-client';
import { PasswordHasher } from './password-hasher.js';
import { PasswordWorkRefusedError } from './password.errors.js';

describe('the hasher of passwords', () => {
  let registry: Registry;
  let hasher: PasswordHasher;

  beforeEach(async () => {
    registry = new Registry();
    hasher = new PasswordHasher(registry);
    await hasher.onModuleInit();
  });

  const hashes = async (): Promise<number> => {
    const { values } = await registry.getSingleMetric('acgs_password_hashes_total')!.get();
    return values.reduce((sum, { value }) => sum + value, 0);
  };

  it('makes argon2id hashes of the cost that is asked for, never the same twice', async () => {
    const [first, second] = [await hasher.hash('a long enough one'), await hasher.hash('a long enough one')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
    expect(await hasher.verify(first, 'a long enough one')).toBe(true);
    expect(await hasher.verify(first, 'a long enough two')).toBe(false);
  });

  it('takes one text for one password, however it is composed', async () => {
    expect(
      await hasher.verify(
        await hasher.hash('caf\u00e9 caf\u00e9 caf\u00e9'),
        'cafe\u0301 cafe\u0301 cafe\u0301',
      ),
    ).toBe(true);
  });

  it('does the same work without an account, and lets nobody in by it', async () => {
    const passwordHash = await hasher.hash('a long enough one');
    const before = await hashes();
    await hasher.verify(passwordHash, 'another long one');
    const known = (await hashes()) - before;
    expect(await hasher.verify(null, 'another long one')).toBe(false);
    expect((await hashes()) - before - known).toBe(known);
  });

  it('refuses what is more than can wait, and goes on once that is done', async () => {
    const passwordHash = await hasher.hash('a long enough one');
    const all = Array.from({ length: 70 }, () => hasher.verify(passwordHash, 'a long enough one'));
    const results = await Promise.allSettled(all);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(4);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toBeInstanceOf(PasswordWorkRefusedError);
      expect(reason).toMatchObject({ problem: 'overloaded', details: { retryAfterSeconds: 2 } });
    }
    expect(await hasher.verify(passwordHash, 'a long enough one')).toBe(true);
  });
});
