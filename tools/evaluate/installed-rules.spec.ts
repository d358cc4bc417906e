import { type ApiClient } from '../installation/api-client.js';
import { type RuleDocuments } from './decider.js';
import { InstalledRules, RulesNotInForceError } from './installed-rules.js';

const digest = (character: string): string => character.repeat(64);

/** Answers as an engine does that takes over new rules one question late. */
class SlowInstallation {
  readonly calls: string[] = [];
  constitution = digest('0');
  asked = 0;
  late = 1;

  readonly client = {
    clientId: 'bot',
    expect: (method: string, path: string, body: unknown) => Promise.resolve(this.answer(method, path, body)),
  } as unknown as ApiClient;

  private answer(method: string, path: string, body: unknown): unknown {
    this.calls.push(`${method} ${path} ${idOf(body)}`);
    if (path === '/decisions') return this.decision();
    if (path !== '/constitution/versions') return {};
    this.constitution = digest((body as { title: string }).title);
    this.asked = 0;
    return {
      ...{ version: 1, digest: this.constitution, title: 't', principleCount: 1 },
      ...{ ratifiedAt: '2031-01-01T00:00:00.000Z', ratifiedBy: 'x', constitutionalHash: 'h' },
    };
  }

  private decision(): unknown {
    const isLate = this.asked++ < this.late;
    return {
      decisionId: '01890a5d-ac96-774b-bcce-b302099a8057',
      outcome: 'allow',
      reasons: [],
      obligations: [],
      pins: {
        ...{
          constitutionalHash: 'h',
          constitutionVersion: 1,
          policySetDigest: digest('9'),
          engineVersion: '1',
        },
        constitutionDigest: isLate ? digest('e') : this.constitution,
      },
      decidedAt: '2031-01-01T00:00:00.000Z',
    };
  }
}

function idOf(body: unknown): string {
  const { id, title, resource } = body as { id?: string; title?: string; resource?: { id: string } };
  return resource?.id ?? id ?? title ?? JSON.stringify(body);
}

const rules = (title: string, ...ids: string[]): RuleDocuments => ({
  constitution: { title, preamble: '', principles: [] },
  policies: ids.map((id) => ({ id, title: id, owner: 'o', description: '', rules: [] })),
});

const request = {
  subject: { type: 'agent', id: 'bot', properties: {} },
  action: { name: 'pay', properties: {} },
  resource: { type: 'payment', id: 'someone', properties: {} },
  context: {},
};

it('puts rules in force, policies first, and asks nothing of consequence before the engine has them', async () => {
  const installation = new SlowInstallation();
  const target = new InstalledRules(installation.client, installation.client);
  const decider = await target.load(rules('a', 'money', 'mail'));
  await decider.decide(request);

  expect(installation.calls).toEqual([
    'POST /policies?activate=true money',
    'POST /policies?activate=true mail',
    'POST /constitution/versions a',
    'POST /decisions probe',
    'POST /decisions probe',
    'POST /decisions someone',
  ]);
});

it('takes the policies of the rules before out of force', async () => {
  const installation = new SlowInstallation();
  const target = new InstalledRules(installation.client, installation.client);
  await target.load(rules('a', 'money', 'mail'));
  installation.calls.length = 0;
  await target.load(rules('b', 'mail'));

  expect(installation.calls.slice(0, 2)).toEqual([
    'PUT /policies/money/activation {"version":null}',
    'POST /policies?activate=true mail',
  ]);
});

it('refuses decisions by other rules than those it loaded', async () => {
  const installation = new SlowInstallation();
  const target = new InstalledRules(installation.client, installation.client, 100);
  const decider = await target.load(rules('a', 'money'));
  installation.constitution = digest('f');

  await expect(decider.decide(request)).rejects.toThrow(RulesNotInForceError);
});
