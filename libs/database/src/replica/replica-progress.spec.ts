import fc from 'fast-check';
import { positionOf, positionText, ReplicaProgress } from './replica-progress.js';

describe('positionOf', () => {
  it('orders positions as PostgreSQL does', () => {
    expect(positionOf('16/B374D848')).toBe(0x16_b374_d848n);
    expect(positionOf('1/0') > positionOf('0/FFFFFFFF')).toBe(true);
  });

  it.each(['0/0', '0/FFFFFFFF', '16/B374D848', 'FFFFFFFF/1'])('is undone by positionText: %s', (text) => {
    expect(positionText(positionOf(text))).toBe(text);
  });
});

describe('ReplicaProgress', () => {
  it('knows nothing before the replica has reached a place where the primary was', () => {
    const progress = new ReplicaProgress();
    progress.mark({ position: 10n, at: 1 });
    progress.replayedTo(9n);
    expect(progress.completeTo).toBeNull();
    progress.replayedTo(10n);
    expect(progress.completeTo).toStrictEqual({ position: 10n, at: 1 });
  });

  it('is up to date while nothing happens on the primary', () => {
    const progress = new ReplicaProgress();
    for (let at = 0; at < 1000; at++) {
      progress.mark({ position: 10n, at });
      progress.replayedTo(10n);
      expect(progress.completeTo?.at).toBe(at);
    }
  });

  it('falls behind while the replica stands still, and no mark that is given up makes it newer', () => {
    const progress = new ReplicaProgress();
    for (let at = 0; at < 2000; at++) {
      progress.mark({ position: BigInt(at), at });
      progress.replayedTo(5n);
    }
    expect(progress.completeTo?.at).toBe(5);
    progress.replayedTo(1000n);
    expect(progress.completeTo?.at).toBe(5);
    progress.replayedTo(1999n);
    expect(progress.completeTo?.at).toBe(1999);
  });

  it('has to catch up again after the replica went back', () => {
    const progress = new ReplicaProgress();
    progress.mark({ position: 10n, at: 1 });
    progress.replayedTo(10n);
    progress.replayedTo(7n);
    expect(progress.completeTo).toBeNull();
    progress.mark({ position: 12n, at: 2 });
    progress.replayedTo(11n);
    expect(progress.completeTo).toBeNull();
    progress.replayedTo(12n);
    expect(progress.completeTo?.at).toBe(2);
  });

  it('refuses a replica that was further than the primary is', () => {
    const progress = new ReplicaProgress();
    expect(progress.mark({ position: 10n, at: 1 })).toBe(true);
    progress.replayedTo(11n);
    expect(progress.mark({ position: 10n, at: 2 })).toBe(false);
    expect(progress.mark({ position: 11n, at: 3 })).toBe(true);
  });

  it('never takes the replica for newer than it is, and never for older than its last mark', () => {
    const steps = fc.array(fc.record({ written: fc.nat(5), replayed: fc.nat(5) }), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (all) => {
        const progress = new ReplicaProgress();
        const marks: bigint[] = [];
        let primary = 1n;
        let replica = 0n;
        for (const [at, { written, replayed }] of all.entries()) {
          primary += BigInt(written);
          progress.mark({ position: primary, at });
          marks.push(primary);
          replica = replica + BigInt(replayed) > primary ? primary : replica + BigInt(replayed);
          progress.replayedTo(replica);
          const newest = marks.findLastIndex((position) => position <= replica);
          expect(progress.completeTo?.at ?? -1).toBe(newest);
        }
      }),
    );
  });
});
