import { RedisCircuit } from './redis-circuit.js';
import { RedisUnavailableError } from './redis.errors.js';

const never = (): Promise<never> => new Promise(() => undefined);

class Heard {
  readonly failures: string[] = [];
  readonly changes: boolean[] = [];
  readonly refusals: string[] = [];

  failed(failure: string): void {
    this.failures.push(failure);
  }

  changed(isUsable: boolean): void {
    this.changes.push(isUsable);
  }

  refused(error: Error): void {
    this.refusals.push(error.message);
  }
}

function usableCircuit(boundMilliseconds = 60_000): { circuit: RedisCircuit; heard: Heard } {
  const heard = new Heard();
  const circuit = new RedisCircuit(boundMilliseconds, heard);
  circuit.restore();
  return { circuit, heard };
}

describe('the circuit before Redis', () => {
  it('tries nothing before the first probe has passed', async () => {
    let tried = false;
    const circuit = new RedisCircuit(50, new Heard());
    const work = (): Promise<void> => {
      tried = true;
      return Promise.resolve();
    };
    await expect(circuit.run(work)).rejects.toThrow(RedisUnavailableError);
    expect(tried).toBe(false);
  });

  it('hands on what Redis answers', async () => {
    const { circuit, heard } = usableCircuit();
    await expect(circuit.run(() => Promise.resolve('value'))).resolves.toBe('value');
    expect(heard).toStrictEqual(Object.assign(new Heard(), { changes: [true] }));
  });

  it('ends all calls under way when the first outlasts its bound, and refuses the next', async () => {
    const { circuit, heard } = usableCircuit(1);
    const underWay = [circuit.run(never), circuit.run(never), circuit.run(never)];
    for (const call of underWay) await expect(call).rejects.toThrow(RedisUnavailableError);
    await expect(circuit.run(() => Promise.resolve())).rejects.toThrow(RedisUnavailableError);
    expect(heard).toMatchObject({ failures: ['timeout'], changes: [true, false] });
  });

  it('does not take the time in which this process was busy for slowness of Redis', async () => {
    const { circuit, heard } = usableCircuit(1);
    const answered = circuit.run(() => new Promise((resolve) => setTimeout(resolve, 1, 'answer')));
    const until = performance.now() + 20;
    while (performance.now() < until);
    await expect(answered).resolves.toBe('answer');
    expect(heard.failures).toStrictEqual([]);
  });

  it('opens on a reply that refuses, and says so', async () => {
    const { circuit, heard } = usableCircuit();
    const refusal = Object.assign(new Error('READONLY no'), { name: 'ReplyError' });
    await expect(circuit.run(() => Promise.reject(refusal))).rejects.toMatchObject({ cause: refusal });
    expect(heard).toMatchObject({ failures: ['reply'], changes: [true, false] });
  });

  it('takes what we do wrong ourselves for no fault of Redis', async () => {
    const { circuit, heard } = usableCircuit(1);
    const mistake = (): never => {
      throw new Error('ours');
    };
    await expect(circuit.run(mistake)).rejects.toThrow('ours');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(circuit.isUsable).toBe(true);
    expect(heard.failures).toStrictEqual([]);
  });

  it('stays closed when only one key is wrong', async () => {
    const { circuit, heard } = usableCircuit();
    await expect(circuit.run(() => Promise.reject(new Error('WRONGTYPE no')))).rejects.toThrow('WRONGTYPE');
    expect(circuit.isUsable).toBe(true);
    expect(heard.failures).toStrictEqual([]);
  });

  it.each(['NOPERM no', "ERR unknown command 'EVAL'", "ERR The user executing the script can't run this"])(
    'stays closed when only one command is refused: %s',
    async (message) => {
      const { circuit, heard } = usableCircuit();
      await expect(circuit.run(() => Promise.reject(new Error(message)))).rejects.toThrow(message);
      expect(circuit.isUsable).toBe(true);
      expect(heard).toMatchObject({ failures: [], refusals: [message] });
    },
  );
});
