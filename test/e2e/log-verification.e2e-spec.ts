import type { Receipt } from '@acgs/contracts';
import { ed25519Signer, formatCheckpoint, leafHash, parseVerifierKey, signNote } from '@acgs/merkle';
import { generateKeyPairSync } from 'node:crypto';
import { Client } from 'pg';
import { startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

describe('the verification of a receipt over HTTP', () => {
  let installation: Installation;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
    log = new LogReader(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  const verify = (receipt: Receipt): Promise<Answer> =>
    installation.call('integrity-service', 'POST', '/api/v1/integrity/verify', { body: { receipt } });

  it('believes no key that somebody wrote into the table, and no tree but its own', async () => {
    const receipt = await log.receipt((await log.decide()).decisionId);
    expect((await verify(receipt)).body).toMatchObject({ verified: true });
    const { origin } = await log.checkpoint();
    const forger = ed25519Signer(origin, generateKeyPairSync('ed25519').privateKey);
    const database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await database.query(
      `INSERT INTO integrity_service.log_keys (verifier_key, public_key, sealed_key, valid_to, constitutional_hash)
       VALUES ($1, $2, '\\x00', now() - interval '1 day', 'cdd01ef066bc6cf2')`,
      [forger.verifierKey, parseVerifierKey(forger.verifierKey).publicKey],
    );
    await database.end();
    const entry = receipt.entry.replace('"outcome":"allow"', '"outcome":"deny"');
    const root = leafHash(Buffer.from(entry));
    const forged = {
      ...receipt,
      entry,
      leafIndex: 0,
      leafHash: root.toString('base64'),
      inclusionProof: [],
      checkpoint: await signNote(formatCheckpoint({ origin, size: 1, root }), [forger]),
    };
    expect(entry).not.toBe(receipt.entry);
    expect(await verify(forged)).toMatchObject({ status: 200, body: { verified: false, leafIndex: null } });
    expect((await verify(receipt)).body).toMatchObject({ verified: true });
  });
});
