import type { ConsistencyProof, InclusionProof } from '@acgs/contracts';
import { canonicalJson, leafHash, treeRoot, verifyConsistency, verifyInclusion } from '@acgs/merkle';
import { startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

describe('the log', () => {
  let installation: Installation;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
    log = new LogReader(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  it('has a decision within moments, and proves it', async () => {
    const decision = await log.decide();
    const entry = await log.proven(await log.receipt(decision.decisionId));
    expect(entry).toMatchObject({
      version: 1,
      kind: 'decision',
      id: decision.decisionId,
      tenant: 'default',
      constitutionalHash: 'cdd01ef066bc6cf2',
      sealed: [],
      body: { decision, requestedBy: 'demo-agent', request: { action: { name: 'read' } } },
    });
  });

  it('has the rules that a decision pins, and the decision names their leaves', async () => {
    const decision = await log.decide();
    const { leaves } = await log.proven(await log.receipt(decision.decisionId));
    const constitution = await log.receipt('constitution-version:1');
    const policySet = await log.receipt(`policy-set:${String(decision.pins.policySetDigest)}`);
    expect(leaves).toStrictEqual({ constitution: constitution.leafIndex, policySet: policySet.leafIndex });
    expect((await log.proven(constitution)).body).toMatchObject({ digest: decision.pins.constitutionDigest });
    expect((await log.proven(policySet)).body).toMatchObject({ members: [{ id: 'team', version: 1 }] });
  });

  it('has the keys of tokens and of its own checkpoints', async () => {
    const [key] = (await log.keys()).keys;
    expect(await log.proven(await log.receipt(`log-key:${String(key?.verifierKey)}`))).toMatchObject({
      body: { verifierKey: key?.verifierKey },
    });
    const kinds = (await log.leaves((await log.checkpoint()).size)).map(
      (leaf) => (JSON.parse(leaf.toString()) as { kind: string }).kind,
    );
    expect(kinds).toEqual(expect.arrayContaining(['signing-key', 'log-key', 'constitution-version']));
  });

  it('is one tree: its bundles, tiles, checkpoints and proofs tell the same', async () => {
    const early = await log.checkpoint();
    await Promise.all(Array.from({ length: 300 }, () => log.decide()));
    await log.receipt((await log.decide()).decisionId);
    const late = await log.checkpoint();
    expect(late.size).toBeGreaterThanOrEqual(early.size + 301);
    expect(await treeRoot(log.tiles, late.size)).toStrictEqual(late.root);
    const leaves = await log.leaves(late.size);
    expect(new Set(leaves.map(String)).size).toBe(late.size);
    for (const leaf of leaves) expect(leaf.toString()).toBe(canonicalJson(JSON.parse(leaf.toString())));
    const { body } = await log.get(
      `/log/proofs/consistency?from=${String(early.size)}&to=${String(late.size)}`,
    );
    const { consistencyProof } = body as ConsistencyProof;
    const sizes = { size1: early.size, size2: late.size, root1: early.root, root2: late.root };
    expect(verifyConsistency({ ...sizes, proof: consistencyProof.map(bytes) })).toBe(true);
  });

  it('proves any leaf in any tree that there was', async () => {
    await log.receipt((await log.decide()).decisionId);
    const { size } = await log.checkpoint();
    const leaves = await log.leaves(size);
    for (const [leafIndex, treeSize] of [
      [0, 1],
      [0, size],
      [size - 1, size],
      [1, size - 1],
    ] as const) {
      const { body } = await log.get(
        `/log/proofs/inclusion?leafIndex=${String(leafIndex)}&treeSize=${String(treeSize)}`,
      );
      const { inclusionProof, rootHash } = body as InclusionProof;
      const claim = { leafIndex, treeSize, proof: inclusionProof.map(bytes), root: bytes(rootHash) };
      expect(verifyInclusion({ ...claim, leafHash: leafHash(leaves[leafIndex]!) })).toBe(true);
      expect(await treeRoot(log.tiles, treeSize)).toStrictEqual(bytes(rootHash));
    }
  });

  it('keeps a leaf in its bounds, however much was asked', async () => {
    const owner = 'ö'.repeat(60_000);
    const { decisionId } = await log.decide({ owner });
    const receipt = await log.receipt(decisionId);
    expect((await log.proven(receipt)).sealed).toStrictEqual(['/body/request/resource/properties']);
    expect(receipt.openings).toContainEqual(
      expect.objectContaining({ pointer: '/body/request/resource/properties', value: { owner } }),
    );
  });

  it('signs with the new key and the old one after a rotation, and old checkpoints still verify', async () => {
    const before = await log.checkpoint();
    const { status, body } = await installation.call(
      'integrity-service',
      'POST',
      '/api/v1/integrity/keys/rotation',
      { body: { overlapSeconds: 60 } },
    );
    expect([status, (body as { keys: unknown[] }).keys.length]).toStrictEqual([200, 2]);
    const [key] = (await log.keys()).keys;
    await log.receipt(`log-key:${String(key?.verifierKey)}`);
    const { checkpoint } = await log.receipt((await log.decide()).decisionId);
    expect(checkpoint.match(/^— /gm)).toHaveLength(2);
    expect((await log.opened(checkpoint)).size).toBeGreaterThan(before.size);
    expect((await log.opened(before.note)).root).toStrictEqual(before.root);
  });

  it.each([
    ['/tile/0/001', 404],
    ['/tile/0/000.p/257', 404],
    ['/tile/00/000', 404],
    ['/tile/0/0', 404],
    ['/tile/64/000', 404],
    ['/tile/0/..%2f000', 404],
    ['/tile/entries/999', 404],
    ['/tile/entries/000.p/0', 404],
    ['/log/entries/00000000-0000-7000-8000-000000000000', 404],
    ['/log/entries/none%20such', 400],
    ['/log/entries/x?wait=11', 400],
    ['/log/proofs/inclusion', 400],
    ['/log/proofs/inclusion?leafIndex=-1', 400],
    ['/log/proofs/inclusion?leafIndex=9007199254740993', 400],
    ['/log/proofs/inclusion?leafIndex=0&treeSize=9007199254740991', 400],
    ['/log/proofs/consistency?from=5&to=4', 400],
    ['/log/proofs/consistency?from=0', 400],
    ['/log/proofs/consistency?from=0&to=0', 400],
  ])('refuses %s with %i', async (path, expected) => {
    expect((await log.get(path)).status).toBe(expected);
  });

  it('shows entries to those alone who may read the log, and hashes to everybody', async () => {
    const statusOf = async (path: string, as: string | null, hash?: null): Promise<number> =>
      (
        await installation.call('integrity-service', 'GET', `/api/v1${path}`, {
          as,
          ...(hash === null ? { hash } : {}),
        })
      ).status;
    expect(await statusOf('/tile/entries/000.p/1', null)).toBe(401);
    expect(await statusOf('/tile/entries/000.p/1', 'demo-agent')).toBe(403);
    expect(await statusOf('/tile/entries/000.p/1', 'admin', null)).toBe(428);
    expect(await statusOf('/tile/0/000.p/1', null, null)).toBe(200);
    expect(await statusOf('/checkpoint', null, null)).toBe(200);
  });

  it('verifies a receipt, and says what is wrong with another', async () => {
    const receipt = await log.receipt((await log.decide()).decisionId);
    const verify = (body: unknown): Promise<Answer> =>
      installation.call('integrity-service', 'POST', '/api/v1/integrity/verify', { body });
    const good = await verify({ receipt });
    expect([good.status, good.body]).toMatchObject([
      200,
      { verified: true, faults: [], leafIndex: receipt.leafIndex },
    ]);
    const forged = { ...receipt, entry: receipt.entry.replace('"allow"', '"deny"') };
    expect((await verify({ receipt: forged })).body).toMatchObject({
      verified: false,
      faults: [{ path: 'receipt.leafHash' }, { path: 'receipt.inclusionProof' }],
      leafIndex: null,
    });
    expect((await verify({ receipt: {} })).status).toBe(400);
    expect((await verify({})).status).toBe(400);
  });

  it('gives the canonical form and the digest of a JSON', async () => {
    const { status, body } = await installation.call('integrity-service', 'POST', '/api/v1/integrity/hash', {
      as: 'demo-agent',
      body: { b: 1, a: [1e21, 'é'] },
    });
    expect([status, body]).toStrictEqual([
      200,
      {
        canonical: '{"a":[1e+21,"é"],"b":1}',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
  });
});
