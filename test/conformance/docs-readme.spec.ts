import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  ConstitutionDraftSchema,
  type EvaluationRequest,
  EvaluationRequestSchema,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { compileRuleSet, type Evaluation } from '@acgs/rules';
import { parse } from 'yaml';
import { codeBlocks, codesIn, docsPages, pageText, sectionOf } from './docs-pages.js';

const FIRST_DECISION = sectionOf(pageText('README.md'), 'A first decision');
const EXAMPLES = 'examples/demonstration';
const NEW_DIGEST = '0'.repeat(64);

const request = (): EvaluationRequest =>
  EvaluationRequestSchema.parse(JSON.parse(/-d '(.+)'/.exec(FIRST_DECISION)?.[1] ?? ''));

const ruleSet = compileRuleSet({
  constitution: {
    version: 1,
    digest: NEW_DIGEST,
    document: ConstitutionDraftSchema.parse(parse(pageText(`${EXAMPLES}/constitution.yaml`))),
  },
  policies: [
    {
      version: 1,
      digest: NEW_DIGEST,
      document: PolicyDraftSchema.parse(parse(pageText(`${EXAMPLES}/policies/payments.yaml`))),
    },
  ],
  constitutionalHash: CONSTITUTIONAL_HASH,
});

describe('README.md', () => {
  it('asks what npm start gives to paste', () => {
    const printed = EvaluationRequestSchema.parse(JSON.parse(pageText(`${EXAMPLES}/request.json`)));
    expect(request()).toStrictEqual(printed);
    expect(FIRST_DECISION).toContain(`-H 'X-Constitutional-Hash: ${CONSTITUTIONAL_HASH}'`);
  });

  it('shows the answer that the demonstration gives', () => {
    const { reasons, ...shown } = JSON.parse(codeBlocks(FIRST_DECISION, 'json')[0] ?? '') as Evaluation;
    const evaluation: Evaluation = ruleSet.evaluate(request());
    expect({ ...evaluation, pins: ruleSet.pins }).toMatchObject(shown);
    expect(evaluation.reasons.slice(0, 1)).toStrictEqual(reasons);
    expect(evaluation.reasons).toHaveLength(2);
  });

  it('tells truly what another payee and another amount come to', () => {
    const [payee = ''] = codesIn(FIRST_DECISION.slice(FIRST_DECISION.lastIndexOf('```') + 3));
    const known = { ...request(), resource: { ...request().resource, id: payee } };
    const amount = Number(/above (\d+)/.exec(FIRST_DECISION)?.[1]) + 1;
    const large = { ...known, action: { ...known.action, properties: { amount, currency: 'EUR' } } };
    expect(ruleSet.evaluate(known)).toMatchObject({
      outcome: 'allow',
      obligations: [{ id: 'notify-owner' }],
    });
    expect(ruleSet.evaluate(large).outcome).toBe('escalate');
  });
});

describe('every page', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docsPages()])(
    'names commands that there are: %s',
    (page) => {
      const { scripts } = JSON.parse(pageText('package.json')) as { scripts: Record<string, string> };
      const named = [...pageText(page).matchAll(/npm run ([\w:]+)|npm (start|test)/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      );
      expect(named.filter((name) => !(name in scripts))).toStrictEqual([]);
    },
  );
});
