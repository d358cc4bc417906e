import { generateKeyPairSync } from 'node:crypto';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { ed25519Signer } from './ed25519-signer.js';
import { MalformedError } from './merkle.errors.js';
import { parseNote, signatureLine } from './signed-note.js';
import { EMPTY_ROOT } from './tree-hash.js';
import { formatVerifierKey, keyHashOf, parseVerifierKey, SIGNATURE_TYPES } from './verifier-key.js';

const ROOT = EMPTY_ROOT.toString('base64');
const keyHash = Buffer.of(1, 2, 3, 4);
const signature = Buffer.alloc(64, 5);
const LINE = signatureLine({ name: 'log', keyHash, signature });
const publicKey = Buffer.alloc(32, 9);
const KEY = formatVerifierKey('log', publicKey);

/** What is wrong, as the error says: the part and the words. */
function faultOf(read: () => unknown): [string, string] {
  try {
    read();
  } catch (error) {
    if (error instanceof MalformedError) return [error.part, error.message];
    throw error;
  }
  return ['nothing', ''];
}

describe('parseNote', () => {
  it.each([
    ['no empty line', `text\n${LINE}\n`, 'a note has an empty line before its signatures'],
    ['no signature', 'text\n\n', 'a note ends with a signature and a newline'],
    ['no newline at the end', `text\n\n${LINE}`, 'a note ends with a signature and a newline'],
    [
      'a control character',
      `te\tt\n\n${LINE}\n`,
      'the text of a note has no control characters and is Unicode',
    ],
    [
      'half a surrogate pair',
      `te\ud800t\n\n${LINE}\n`,
      'the text of a note has no control characters and is Unicode',
    ],
    ['101 signatures', `text\n\n${`${LINE}\n`.repeat(101)}`, 'a note has 100 signatures at most'],
    ['more than a million bytes', `${'t'.repeat(1_000_000)}\n\n${LINE}\n`, 'a note has 1 MB at most'],
  ])('refuses %s', (_case, note, message) => {
    expect(faultOf(() => parseNote(note))).toStrictEqual(['note', message]);
  });

  it('takes 100 signatures and a million bytes', () => {
    expect(parseNote(`text\n\n${`${LINE}\n`.repeat(100)}`).signatures).toHaveLength(100);
    const rest = `\n\n${LINE}\n`;
    expect(parseNote(`${'t'.repeat(1_000_000 - Buffer.byteLength(rest))}${rest}`).signatures).toHaveLength(1);
  });

  it.each([
    ['a line without the dash', LINE.slice(2), 'a signature line has a dash, the name of a key and base64'],
    ['a third word', `${LINE} more`, 'a signature line has a dash, the name of a key and base64'],
    [
      'a key without a name',
      LINE.replace('log', ''),
      'a signature line has a dash, the name of a key and base64',
    ],
    ['a key hash alone', '— log AQIDBA==', 'the signature of log is no base64 of a key hash and a signature'],
    ['no base64', '— log !', 'the signature of log is no base64 of a key hash and a signature'],
  ])('refuses %s among the signatures', (_case, line, message) => {
    expect(faultOf(() => parseNote(`text\n\n${line}\n`))).toStrictEqual(['signature', message]);
  });
});

describe('signatureLine', () => {
  it.each([
    ['a name with a space', { name: 'a log' }],
    ['a key hash of another length', { keyHash: Buffer.of(1, 2, 3) }],
    ['an empty signature', { signature: Buffer.alloc(0) }],
  ])('has none for %s', (_case, changed) => {
    const line = { name: 'log', keyHash, signature, ...changed };
    expect(faultOf(() => signatureLine(line))).toStrictEqual([
      'signature',
      `a signature of ${JSON.stringify(line.name)} has no line in a note`,
    ]);
  });
});

describe('verifier keys', () => {
  const encoded = (...bytes: number[]): string => Buffer.of(...bytes).toString('base64');

  it('are read as they were written', () => {
    expect(parseVerifierKey(KEY)).toStrictEqual({
      name: 'log',
      type: SIGNATURE_TYPES.ed25519,
      keyHash: keyHashOf('log', SIGNATURE_TYPES.ed25519, publicKey),
      publicKey,
    });
  });

  it.each([
    ['no plus', 'log', 'a verifier key has the form name+hash+base64'],
    ['base64 with too much at its end', `${KEY}=`, 'a verifier key has the form name+hash+base64'],
    ['a name with a space', KEY.replace('log', 'a log'), 'a verifier key has the form name+hash+base64'],
    [
      'an unknown type',
      `log+00000000+${encoded(2, ...publicKey)}`,
      'the key of log is neither an Ed25519 key nor one of a witness',
    ],
    [
      'a key of another length',
      `log+00000000+${encoded(1, ...publicKey, 9)}`,
      'the key of log is neither an Ed25519 key nor one of a witness',
    ],
    [
      'a hash of another key',
      KEY.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      `the hash of log is ${KEY.split('+')[1] ?? ''}, not 00000000`,
    ],
  ])('are not read with %s', (_case, text, message) => {
    expect(faultOf(() => parseVerifierKey(text))).toStrictEqual(['key', message]);
  });

  it('are not written for a name or a key that could not be read', () => {
    expect(faultOf(() => formatVerifierKey('a+b', publicKey))).toStrictEqual([
      'key',
      'no key may have the name "a+b"',
    ]);
    expect(faultOf(() => formatVerifierKey('log', publicKey.subarray(1)))).toStrictEqual([
      'key',
      'a public key has 32 bytes',
    ]);
  });
});

describe('checkpoints', () => {
  it.each([
    ['two lines', 'log\n0\n', 'a checkpoint has three lines or more, none of them empty'],
    ['no newline at the end', `log\n0\n${ROOT}`, 'a checkpoint has three lines or more, none of them empty'],
    ['an empty extension', `log\n0\n${ROOT}\n\n`, 'a checkpoint has three lines or more, none of them empty'],
    ['a control character', `l\to\n0\n${ROOT}\n`, 'a checkpoint has no control characters and is Unicode'],
    [
      'a leading zero',
      `log\n01\n${ROOT}\n`,
      'the second line is the size of the tree, without leading zeros',
    ],
    [
      'a size beyond numbers',
      `log\n9007199254740992\n${ROOT}\n`,
      'the second line is the size of the tree, without leading zeros',
    ],
    ['a short root', 'log\n1\nAQID\n', 'the third line is the root, 32 bytes in base64'],
    ['another empty tree', `log\n0\n${publicKey.toString('base64')}\n`, 'the empty tree has another root'],
  ])('are not read with %s', (_case, text, message) => {
    expect(faultOf(() => parseCheckpoint(text))).toStrictEqual(['checkpoint', message]);
  });

  it('have no extensions unless they are given', () => {
    const text = formatCheckpoint({ origin: 'log', size: 0, root: EMPTY_ROOT });
    expect(parseCheckpoint(text)).toStrictEqual({ origin: 'log', size: 0, root: EMPTY_ROOT, extensions: [] });
    expect(
      faultOf(() => formatCheckpoint({ origin: 'log', size: 0, root: EMPTY_ROOT, extensions: ['a\nb'] })),
    ).toStrictEqual(['checkpoint', 'a line of a checkpoint has no newline']);
  });
});

describe('signers', () => {
  const ed25519 = generateKeyPairSync('ed25519');

  it.each([
    ['a public key', ed25519.publicKey],
    ['a key of another kind', generateKeyPairSync('x25519').privateKey],
  ])('are not made of %s', (_case, key) => {
    expect(faultOf(() => ed25519Signer('log', key))).toStrictEqual([
      'key',
      'the key of log is no private Ed25519 key',
    ]);
  });

  it('cosign at 1970, and at no time before or between', async () => {
    const witness = ed25519Signer('witness', ed25519.privateKey, SIGNATURE_TYPES.cosignature);
    await expect(cosign('text\n', 0, witness)).resolves.toMatch(/^— witness /);
    for (const time of [-1, 0.5]) {
      await expect(cosign('text\n', time, witness)).rejects.toThrow(`${String(time)} is no time in seconds`);
    }
  });
});
