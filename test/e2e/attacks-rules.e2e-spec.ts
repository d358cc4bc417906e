import type { Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { activate, evaluationRequest, startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';

const SPENT = 'step budget of 100000 spent';
const numbers = Array.from({ length: 1000 }, (_, index) => index);

/** Rules that anybody could write, and what a caller can send to hold the engine up with each. */
const ATTACKS: Readonly<Record<string, { when: string; context: object; error: string }>> = {
  'a number that ends as none': {
    when: 'double(context.amount) > 100.0',
    context: { amount: `${'1'.repeat(900_000)}x` },
    error: `'${'1'.repeat(40)}…' is no number`,
  },
  'a long number, read for each of a list': {
    when: 'context.list.exists(x, double(context.amount) < x)',
    context: { list: numbers, amount: '1'.repeat(500_000) },
    error: SPENT,
  },
  'an address of colons, read for each of a list': {
    when: 'context.list.exists(x, hostOf(context.address) == "bank.example")',
    context: { list: numbers.slice(0, 350), address: 'a:'.repeat(450_000) },
    error: 'hostOf: not a URL with a host',
  },
  'a text that a message repeats': {
    when: '"%s".format([context.list.map(x, context.text)]) == "x"',
    context: { list: numbers, text: 'a'.repeat(500_000) },
    error: SPENT,
  },
  'a pattern of classes': {
    when: 'resource.id.matches(context.pattern)',
    context: { pattern: `(?i)[${'\\pL'.repeat(300)}]` },
    error: SPENT,
  },
  'a list within itself': {
    when: 'context.list.exists(x, context.list.exists(y, x + y < 0.0))',
    context: { list: numbers },
    error: SPENT,
  },
};
const NAMES = Object.keys(ATTACKS);

describe('attacks on rules', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
    await activate(installation, {
      id: 'attacked',
      title: 'Rules that read what callers send',
      owner: 'team',
      rules: NAMES.map((name, index) => ({
        id: `r${String(index)}`,
        title: name,
        scope: { actions: [`attack.${String(index)}`] },
        when: ATTACKS[name]?.when,
        effect: 'forbid',
        message: 'It is forbidden.',
      })),
    });
    while ((await decide('attack.0', {})).reasons[0]?.code !== 'error') await pause(20);
  });

  afterAll(async () => {
    await installation.close();
  });

  async function decide(action: string, context: object): Promise<Decision> {
    const body = { ...evaluationRequest({ action }), context };
    const path = '/api/v1/decisions?explain=full';
    const answer = await installation.call('governance-engine', 'POST', path, { as: 'demo-agent', body });
    expect(answer.status).toBe(200);
    return answer.body as Decision;
  }

  it.each(NAMES)('end at once, as an error that denies, when they are made with %s', async (name) => {
    const { context, error } = ATTACKS[name] ?? { context: {}, error: '' };
    const decision = await decide(`attack.${String(NAMES.indexOf(name))}`, context);
    expect(decision).toMatchObject({ outcome: 'deny', reasons: [{ code: 'error', error }] });
    expect(await decide('read', {})).toMatchObject({ outcome: 'allow' });
  });

  it('are not written: no condition reaches what is not data of the request', async () => {
    const conditions = [
      'context.constructor.constructor("return 1")() == 1',
      'process.env.DATABASE_URL != ""',
      'matches("a".constructor, "b")',
      `${'('.repeat(65)}true${')'.repeat(65)}`,
      `"a".matches("${'a{999}'.repeat(10)}")`,
      `"a".matches("(${'?:('.repeat(300)}")`,
    ];
    for (const when of conditions) {
      const rules = [
        { id: 'r', title: 't', scope: { actions: ['x'] }, when, effect: 'permit', message: 'm' },
      ];
      const body = { id: 'sly', title: 'Sly', owner: 'team', rules };
      const answer = await installation.call('governance-engine', 'POST', '/api/v1/policies', { body });
      const { faults = [] } = answer.body as { faults?: { path: string }[] };
      expect([when, answer.status, faults[0]?.path]).toStrictEqual([when, 422, '/rules/0/when']);
    }
  });
});
