import { digestOf, type EvidenceBundle, EvidenceBundleSchema, type Problem } from '@acgs/contracts';
import { heldBack } from '../support/held-back-log.js';
import { activate, POLICY, startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

describe('the evidence of a decision', () => {
  let installation: Installation;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service', 'api-gateway']);
    log = new LogReader(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  const evidenceOf = (decisionId: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('api-gateway', 'GET', `/api/v1/decisions/${decisionId}/evidence`, options);

  const bundleOf = async (decisionId: string): Promise<EvidenceBundle> => {
    const { status, body } = await evidenceOf(decisionId, { as: 'auditor' });
    expect(status).toBe(200);
    return EvidenceBundleSchema.parse(body);
  };

  it('is the decision with the rules that made it, each proven, and the keys', async () => {
    const decision = await log.decide();
    await log.receipt(decision.decisionId);
    await activate(installation, { ...POLICY, title: 'Another version by now' });
    const bundle = await bundleOf(decision.decisionId);
    const { receipt, constitution, constitutionReceipt, policies, policySetReceipt, keys } = bundle;
    const entry = await log.proven(receipt);
    expect(entry.body).toMatchObject({ decision, requestedBy: 'demo-agent' });
    expect(constitution?.digest).toBe(decision.pins.constitutionDigest);
    expect(digestOf(constitution?.document)).toBe(decision.pins.constitutionDigest);
    expect(policies.map(({ version, document }) => [version, document.title])).toStrictEqual([
      [1, POLICY.title],
    ]);
    const list = policies.map(({ version, digest, document }) => ({ id: document.id, version, digest }));
    expect(digestOf(list)).toBe(decision.pins.policySetDigest);
    for (const { document, digest } of policies) expect(digestOf(document)).toBe(digest);
    expect(keys).toStrictEqual(await log.keys());
    expect(entry.leaves).toStrictEqual({
      constitution: constitutionReceipt?.leafIndex,
      policySet: policySetReceipt?.leafIndex,
    });
    const { size } = await log.opened(receipt.checkpoint);
    for (const ofRules of [constitutionReceipt, policySetReceipt]) {
      await log.proven(ofRules!);
      expect((await log.opened(ofRules!.checkpoint)).size).toBeGreaterThanOrEqual(size);
    }
  });

  it('is saved by a browser as one file', async () => {
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    const { headers } = await evidenceOf(decisionId);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="evidence-${decisionId}.json"`);
  });

  it('has no policies where a tenant had none', async () => {
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    const agent = await installation.mint('demo-agent', { tenant: 'other' });
    const { body } = await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      token: agent,
      headers: { Prefer: 'wait=10' },
      body: {
        subject: { type: 'agent', id: 'demo-agent' },
        action: { name: 'read' },
        resource: { type: 'document', id: 'doc-1' },
      },
    });
    const token = await installation.mint('auditor', { tenant: 'other' });
    const answer = await evidenceOf((body as { decisionId: string }).decisionId, { token });
    const bundle = EvidenceBundleSchema.parse(answer.body);
    expect([bundle.policies, bundle.policySetReceipt]).toStrictEqual([[], null]);
    expect(JSON.parse(bundle.constitutionReceipt!.entry)).toMatchObject({ tenant: 'other' });
    expect((await evidenceOf(decisionId, { token })).status).toBe(404);
  });

  it('is for those who may read decisions and rules, and of decisions that there are', async () => {
    const { decisionId } = await log.decide();
    const token = await installation.mint('demo-agent', { roles: [], permissions: ['decisions:read'] });
    const { status, body } = await evidenceOf(decisionId, { token });
    expect([status, (body as Problem).permission]).toStrictEqual([403, 'constitution:read']);
    expect((await evidenceOf(decisionId, { as: 'demo-agent' })).status).toBe(403);
    expect((await evidenceOf(decisionId, { as: null })).status).toBe(401);
    expect((await evidenceOf(UNKNOWN)).status).toBe(404);
    expect((await evidenceOf('no-id')).status).toBe(400);
  });

  it('is pending while the decision is not in the log', async () => {
    await heldBack(installation, async () => {
      const { decisionId } = await log.decide();
      const { status, headers, body } = await evidenceOf(decisionId);
      expect([status, (body as Problem).type]).toStrictEqual([503, 'urn:acgs:problem:receipt-pending']);
      expect(headers.get('content-disposition')).toBeNull();
    });
  });
});
