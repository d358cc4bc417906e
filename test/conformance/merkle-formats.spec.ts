import {
  BUNDLE_BYTES_MAX,
  decodeEntries,
  edgeTiles,
  encodeEntries,
  entriesPath,
  ENTRY_BYTES_MAX,
  entryHashes,
  EntryTooLargeError,
  formatCheckpoint,
  leafHash,
  MalformedError,
  parseCheckpoint,
  parseEntriesPath,
  parseTilePath,
  TILE_WIDTH,
  tilePath,
  TreeRangeError,
} from '@acgs/merkle';
import fc from 'fast-check';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const CHECKPOINT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;

describe('paths of tiles', () => {
  it('are those of the specification', () => {
    expect(tilePath(0, 1234067)).toBe('tile/0/x001/x234/067');
    expect(tilePath(2, 1000, 5)).toBe('tile/2/x001/000.p/5');
    expect(entriesPath(999, 255)).toBe('tile/entries/999.p/255');
    expect(entriesPath(0)).toBe('tile/entries/000');
  });

  it('are read back, whatever the tile', () => {
    const tiles = fc.record({
      level: fc.nat({ max: 63 }),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: TILE_WIDTH }),
    });
    fc.assert(
      fc.property(tiles, ({ level, index, width }) => {
        expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
        expect(parseEntriesPath(entriesPath(index, width))).toEqual({ index, width });
      }),
    );
  });

  it('have one spelling for each tile: what is read is written the same', () => {
    const piece = fc.constantFrom(
      'tile',
      '/',
      '0',
      '00',
      '000',
      'x',
      'x000/',
      '1',
      '63',
      '255',
      '.p/',
      '999',
      '+',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const path = `tile/${pieces.join('')}`;
        const tile = parseTilePath(path);

        expect(tile === null ? path : tilePath(tile.level, tile.index, tile.width)).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/entries/x1/000',
  ])('%j names none', (path) => {
    expect([parseTilePath(path), parseEntriesPath(path)]).toEqual([null, null]);
  });

  it('are not made for what is no tile', () => {
    expect(() => tilePath(64, 0)).toThrow(TreeRangeError);
    expect(() => tilePath(0, 2 ** 53)).toThrow(TreeRangeError);
    expect(() => entriesPath(0, 0)).toThrow(TreeRangeError);
    expect(() => entriesPath(0, 257)).toThrow(TreeRangeError);
    expect(() => edgeTiles(-1)).toThrow(TreeRangeError);
  });
});

describe('bundles of entries', () => {
  it('are read back, empty entries and the longest too', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (entries) => {
        expect(decodeEntries(encodeEntries(entries))).toEqual(entries.map((entry) => Buffer.from(entry)));
      }),
    );
    expect(decodeEntries(encodeEntries([Buffer.alloc(ENTRY_BYTES_MAX)]))[0]).toHaveLength(ENTRY_BYTES_MAX);
    expect(encodeEntries([Buffer.from('abc')]).toString('hex')).toBe('0003616263');
  });

  it('are hashed where they stand, entry by entry, and are as before', () => {
    const some = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 });
    fc.assert(
      fc.property(some, fc.constantFrom(0, 300), (entries, length) => {
        const bundle = encodeEntries([...entries, Buffer.alloc(length, 7)]);
        const before = Buffer.from(bundle);

        expect(entryHashes(bundle)).toEqual(Buffer.concat(decodeEntries(before).map(leafHash)));
        expect(bundle).toEqual(before);
      }),
    );
  });

  it('hold no entry that is too long', () => {
    expect(() => encodeEntries([Buffer.alloc(ENTRY_BYTES_MAX + 1)])).toThrow(EntryTooLargeError);
  });

  it('hold no more entries than a tile has hashes, however many the bytes would be', () => {
    const full = Array.from({ length: TILE_WIDTH }, () => Buffer.alloc(0));

    expect(decodeEntries(encodeEntries(full))).toHaveLength(TILE_WIDTH);
    expect(() => decodeEntries(encodeEntries([...full, Buffer.alloc(0)]))).toThrow(MalformedError);
    expect(() => decodeEntries(Buffer.alloc(BUNDLE_BYTES_MAX))).toThrow('more than 256 entries');
  });

  it.each(['00', '0001', '000161ff'])('do not end within an entry: %s', (hex) => {
    expect(() => decodeEntries(Buffer.from(hex, 'hex'))).toThrow(MalformedError);
    expect(() => entryHashes(Buffer.from(hex, 'hex'))).toThrow(MalformedError);
  });
});

describe('checkpoints', () => {
  it('are read and written as in the specification', () => {
    const checkpoint = parseCheckpoint(CHECKPOINT);

    expect(checkpoint).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
      extensions: [],
    });
    expect(formatCheckpoint(checkpoint)).toBe(CHECKPOINT);
    expect(parseCheckpoint(`${CHECKPOINT}more 1\n`).extensions).toEqual(['more 1']);
  });

  it.each([
    ['no lines', ''],
    ['no newline at the end', CHECKPOINT.slice(0, -1)],
    ['no root', 'o\n1\n'],
    ['an empty origin', `\n1\n${ROOT}\n`],
    ['an empty extension', `${CHECKPOINT}\n`],
    ['a leading zero', `o\n01\n${ROOT}\n`],
    ['a sign', `o\n+1\n${ROOT}\n`],
    ['a size beyond 2^53', `o\n9007199254740992\n${ROOT}\n`],
    ['a size that is none', `o\n1e3\n${ROOT}\n`],
    ['base64 without padding', `o\n1\n${ROOT.slice(0, -1)}\n`],
    ['base64 with stray bits', `o\n1\n${ROOT.slice(0, -2)}J=\n`],
    ['a root of 31 bytes', `o\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a carriage return', `o\r\n1\n${ROOT}\n`],
    ['another root of the empty tree', `o\n0\n${ROOT}\n`],
  ])('are refused with %s', (_name, text) => {
    expect(() => parseCheckpoint(text)).toThrow(MalformedError);
  });

  it('are not written when they would be read otherwise', () => {
    const checkpoint = { origin: 'o', size: 1, root: leafHash(Buffer.alloc(0)) };

    expect(() => formatCheckpoint({ ...checkpoint, origin: '' })).toThrow(MalformedError);
    expect(() => formatCheckpoint({ ...checkpoint, origin: 'a\n7' })).toThrow(MalformedError);
    expect(() => formatCheckpoint({ ...checkpoint, extensions: ['a\nb'] })).toThrow(MalformedError);
    expect(() => formatCheckpoint({ ...checkpoint, size: 1.5 })).toThrow(MalformedError);
  });
});
