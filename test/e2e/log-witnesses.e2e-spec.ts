import {
  addSignatures,
  cosign,
  ed25519Signer,
  formatCheckpoint,
  parseNote,
  parseVerifierKey,
  SIGNATURE_TYPES,
  signNote,
  verifyCosignature,
} from '@acgs/merkle';
import { generateKeyPairSync } from 'node:crypto';
import { startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const witnessNamed = (name: string): ReturnType<typeof ed25519Signer> =>
  ed25519Signer(name, generateKeyPairSync('ed25519').privateKey, SIGNATURE_TYPES.cosignature);

const ONE = witnessNamed('one.example');
const TWO = witnessNamed('two.example');
const STRANGER = witnessNamed('stranger.example');
const AT = 1_790_000_000;

describe('witnesses of the log', () => {
  let installation: Installation;
  let log: LogReader;

  beforeAll(async () => {
    const LOG_WITNESS_KEYS = [ONE, TWO, ONE].map(({ verifierKey }) => verifierKey).join(', ');
    installation = await startGoverned({ LOG_WITNESS_KEYS }, ['integrity-service']);
    log = new LogReader(installation);
    await log.receipt((await log.decide()).decisionId);
  });

  afterAll(async () => {
    await installation.close();
  });

  const send = (checkpoint: string, as = 'admin'): Promise<Answer> =>
    installation.call('integrity-service', 'POST', '/api/v1/log/witness', { as, body: { checkpoint } });

  const cosigned = async (note: string, witness: typeof ONE, at = AT): Promise<string> =>
    addSignatures(note, [await cosign(parseNote(note).text, at, witness)]);

  it('are given with the largest checkpoint that they have cosigned', async () => {
    expect((await log.get('/checkpoint/witnessed')).status).toBe(404);
    const { note, size } = await log.checkpoint();
    const { status, body } = await send(await cosigned(await cosigned(note, ONE), STRANGER));
    expect([status, body]).toStrictEqual([
      200,
      {
        treeSize: size,
        witnesses: [{ name: 'one.example', time: new Date(AT * 1000).toISOString() }],
      },
    ]);
    expect((await send(await cosigned(note, TWO, AT + 5))).status).toBe(200);
    const witnessed = (await log.get('/checkpoint/witnessed')).body as string;
    expect(verifyCosignature(witnessed, parseVerifierKey(ONE.verifierKey))).toBe(AT);
    expect(verifyCosignature(witnessed, parseVerifierKey(TWO.verifierKey))).toBe(AT + 5);
    expect((await log.opened(witnessed)).size).toBe(size);
  });

  it('are kept without what else stands under the checkpoint', async () => {
    await log.receipt((await log.decide()).decisionId);
    const { note, size, origin } = await log.checkpoint();
    const strangers = Array.from({ length: 98 }, (_, number) => witnessNamed(`s${String(number)}.example`));
    const junk = ed25519Signer(origin, generateKeyPairSync('ed25519').privateKey);
    const { text } = parseNote(note);
    const lines = await Promise.all(strangers.map((stranger) => cosign(text, AT, stranger)));
    expect((await send(addSignatures(await cosigned(note, ONE), lines))).status).toBe(200);
    const twice = `${await cosigned(note, TWO)}${await cosign(text, AT + 9, TWO)}\n`;
    const [, line = ''] = (await signNote(text, [junk])).split('\n\n');
    expect((await send(twice + line)).body).toMatchObject({
      witnesses: [{ name: 'two.example', time: new Date((AT + 9) * 1000).toISOString() }],
    });
    const { status, body } = await log.get('/checkpoint/witnessed');
    expect([status, (await log.opened(body as string)).size]).toStrictEqual([200, size]);
    expect(parseNote(body as string).signatures.map(({ name }) => name)).toStrictEqual([
      origin,
      'one.example',
      'two.example',
    ]);
    expect(verifyCosignature(body as string, parseVerifierKey(TWO.verifierKey))).toBe(AT + 9);
  });

  it('are refused when they cosign what this log never was, or not at all', async () => {
    const { note, origin, size, root } = await log.checkpoint();
    const impostor = ed25519Signer(origin, generateKeyPairSync('ed25519').privateKey);
    const another = formatCheckpoint({ origin, size, root: Buffer.alloc(root.length) });
    const wrong = (await cosigned(note, ONE)).replace(
      /(— one\.example .{20})(.)/,
      (_, start: string, next: string) => start + (next === 'A' ? 'B' : 'A'),
    );
    const faults = [
      await send(note),
      await send(await cosigned(note, STRANGER)),
      await send(wrong),
      await send('no note'),
      await send(await cosigned(note, ONE, 8_640_000_000_001)),
      await send(`${note}${note}`),
      await send(await cosigned(await signNote(another, [impostor]), ONE)),
    ];
    expect(faults.map(({ status }) => status)).toStrictEqual([400, 400, 400, 400, 400, 400, 400]);
    expect((await send(await cosigned(note, ONE), 'demo-agent')).status).toBe(403);
  });
});
