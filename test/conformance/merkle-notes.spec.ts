import {
  addSignatures,
  cosign,
  ed25519Signer,
  formatVerifierKey,
  keyHashOf,
  MalformedError,
  parseNote,
  parseVerifierKey,
  SIGNATURE_TYPES,
  signNote,
  UnverifiedNoteError,
  verifyCosignature,
  verifyNote,
} from '@acgs/merkle';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';

const TEXT = 'log.example/one\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const { cosignature } = SIGNATURE_TYPES;
const signerOf = (name: string, type?: typeof cosignature): ReturnType<typeof ed25519Signer> =>
  ed25519Signer(name, generateKeyPairSync('ed25519').privateKey, type);
const [log, other, witness] = [
  signerOf('log.example/one'),
  signerOf('other'),
  signerOf('w.example', cosignature),
];
const [logKey, witnessKey] = [parseVerifierKey(log.verifierKey), parseVerifierKey(witness.verifierKey)];

describe('keys', () => {
  it('are read and written as others do', () => {
    const text = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    const { name, type, keyHash, publicKey } = parseVerifierKey(text);

    expect(formatVerifierKey(name, publicKey)).toBe(text);
    expect(keyHashOf(name, type, publicKey)).toEqual(keyHash);
  });

  it.each([
    ['another hash', log.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['another name', log.verifierKey.replace('log', 'lag')],
    ['no hash', 'name+AAAA'],
    ['a name with a space', 'a b+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'],
    ['an unknown type', 'a+033de0ae+As4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'],
    ['a short key', 'a+033de0ae+Ac4z'],
  ])('are refused with %s', (_name, text) => {
    expect(() => parseVerifierKey(text)).toThrow(MalformedError);
  });

  it('sign under names that keys may have, and only when they are private Ed25519 keys', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');

    for (const name of ['', 'a b', 'a+b', 'a\u2003b', 'a\nb', '\ud800']) {
      expect(() => ed25519Signer(name, privateKey)).toThrow(MalformedError);
    }
    expect(() => ed25519Signer('a', publicKey)).toThrow(MalformedError);
  });
});

describe('signed notes', () => {
  it('verify as those that others have signed', () => {
    const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const text =
      'If you think cryptography is the answer to your problem,\n' +
      "then you don't know what your problem is.\n";
    const line =
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';

    expect(verifyNote(`${text}\n${line}\n`, [key])).toEqual({ text, verified: [key] });
  });

  it('hold any text that ends in a newline, empty lines included', async () => {
    const line = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/[\p{Cc}]/u.test(text) && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const text = `${lines.join('\n')}\n`;
        const note = await signNote(text, [log, other]);

        expect(verifyNote(note, [logKey])).toEqual({ text, verified: [logKey] });
      }),
    );
  });

  it('hold nothing any more when a character is changed', async () => {
    const note = await signNote(TEXT, [log]);
    fc.assert(
      fc.property(fc.nat({ max: note.length - 1 }), fc.string({ maxLength: 1 }), (at, character) => {
        const changed = note.slice(0, at) + character + note.slice(at + 1);
        fc.pre(changed !== note);

        expect(() => verifyNote(changed, [logKey])).toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('are refused as a whole for one wrong signature of a known key, or without a known one', async () => {
    const note = await signNote(TEXT, [other]);
    const [line = ''] = (await signNote(`${TEXT}more\n`, [log])).split('\n').slice(-2);

    expect(() => verifyNote(note, [logKey])).toThrow(UnverifiedNoteError);
    expect(() =>
      verifyNote(addSignatures(note, [line]), [logKey, parseVerifierKey(other.verifierKey)]),
    ).toThrow('the signature of log.example/one is wrong');
  });

  it('ignore unknown keys that share a name or a hash with a known one', async () => {
    const impostor = { name: other.name, keyHash: log.keyHash, sign: () => Buffer.alloc(64) };
    const namesake = { name: log.name, keyHash: other.keyHash, sign: () => Buffer.alloc(64) };
    const note = await signNote(TEXT, [impostor, namesake, log]);

    expect(verifyNote(note, [logKey]).verified).toEqual([logKey]);
  });

  it.each([
    ['no empty line', TEXT],
    ['no signature', `${TEXT}\n`],
    ['no newline at the end', `${TEXT}\n— a AAAAAAA=`],
    ['no dash', `${TEXT}\na AAAAAAA=\n`],
    ['three words', `${TEXT}\n— a b AAAAAAA=\n`],
    ['no base64', `${TEXT}\n— a AAAAAAA\n`],
    ['only a key hash', `${TEXT}\n— a AAAAAA==\n`],
    ['a tab', `a\tb\n\n— a AAAAAAA=\n`],
    ['101 signatures', `${TEXT}\n${'— a AAAAAAA=\n'.repeat(101)}`],
    ['more than 1 MB', `${'é'.repeat(500_001)}\n\n— a AAAAAAA=\n`],
  ])('are malformed with %s', (_name, note) => {
    expect(() => parseNote(note)).toThrow(MalformedError);
  });

  it('are made by somebody, from a text', async () => {
    await expect(signNote(TEXT, [])).rejects.toThrow(MalformedError);
    await expect(signNote('no newline', [log])).rejects.toThrow(MalformedError);
  });
});

describe('cosignatures', () => {
  const cosigned = async (time: number): Promise<string> =>
    addSignatures(await signNote(TEXT, [log]), [await cosign(TEXT, time, witness)]);

  it('tell when a witness saw the checkpoint', async () => {
    const note = await cosigned(1_679_315_147);

    expect(verifyCosignature(note, witnessKey)).toBe(1_679_315_147);
    expect(verifyNote(note, [logKey, witnessKey]).verified).toEqual([logKey, witnessKey]);
    expect(parseNote(note).signatures[1]?.signature).toHaveLength(72);
  });

  it('take the place of older ones by the same witness', async () => {
    const note = addSignatures(await cosigned(5), [await cosign(TEXT, 9, witness)]);

    expect(parseNote(note).signatures).toHaveLength(2);
    expect(verifyCosignature(note, witnessKey)).toBe(9);
  });

  it('are refused for another time, another text, another key or none', async () => {
    const { text, signatures } = parseNote(await cosigned(5));
    const moved = Buffer.from(signatures[1]!.signature);
    moved[7] = 6;
    const forged = { ...witness, sign: () => moved };
    const elsewhere = await cosign(`${TEXT}more\n`, 5, witness);

    for (const note of [
      await signNote(text, [forged]),
      addSignatures(await signNote(TEXT, [log]), [elsewhere]),
      await signNote(TEXT, [log]),
    ]) {
      expect(() => verifyCosignature(note, witnessKey)).toThrow(UnverifiedNoteError);
    }
    const note = await cosigned(5);
    expect(() => verifyCosignature(note, logKey)).toThrow(UnverifiedNoteError);
    await expect(cosign(TEXT, -1, witness)).rejects.toThrow(MalformedError);
  });
});
