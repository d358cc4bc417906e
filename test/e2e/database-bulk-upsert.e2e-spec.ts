import { bulkUpsert } from '@acgs/database';
import fc from 'fast-check';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { statementsOf } from '../support/statement-record.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

@Entity({ schema: 'public', name: 'every "kind' })
class KindsEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('bytea', { nullable: true, name: 'or"der' })
  bytes!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  at!: Date | null;

  @Column('boolean', { nullable: true })
  flag!: boolean | null;

  @Column('double precision', { nullable: true })
  amount!: number | null;

  @Column('jsonb', { nullable: true })
  document!: unknown;

  @Column('text', { array: true, nullable: true })
  words!: readonly (string | null)[] | null;

  @Column('integer', { array: true, nullable: true })
  numbers!: readonly number[] | null;

  @Column('text', { default: () => "'kept'" })
  untouched!: string;
}

type Row = Omit<KindsEntity, 'untouched'>;

const COLUMNS = {
  conflict: ['tenant', 'number'],
  update: ['note', 'bytes', 'at', 'flag', 'amount', 'document', 'words', 'numbers'],
} as const;

/** PostgreSQL's texts have no NUL, and UTF-8 no lone surrogates. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((value) => value.replaceAll('\0', ''))
  .chain((value) => fc.constantFrom(value, `"${value}\\`, `{${value},NULL}`, 'NULL', ''));

const orNull = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });

const row: fc.Arbitrary<Row> = fc.record({
  tenant: fc.constantFrom('a', 'b'),
  number: fc.integer({ min: 0, max: 5 }),
  note: orNull(text),
  bytes: orNull(fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes))),
  at: orNull(fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') })),
  flag: orNull(fc.boolean()),
  amount: orNull(fc.double({ noNaN: true })),
  document: orNull(fc.oneof(text, fc.array(text), fc.dictionary(text, orNull(text)), fc.boolean())),
  words: orNull(fc.array(orNull(text), { maxLength: 3 })),
  numbers: orNull(fc.array(fc.integer(), { maxLength: 3 })),
});

describe('bulkUpsert', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await openDataSource({
      url: database.url,
      poolSize: 4,
      applicationName: 'test',
      entities: [KindsEntity],
    });
    await source.query(`CREATE TABLE public."every ""kind" (tenant text, number integer, note text, "or""der" bytea,
      at timestamptz, flag boolean, amount double precision, document jsonb, words text[], numbers integer[],
      untouched text NOT NULL DEFAULT 'kept', PRIMARY KEY (tenant, number))`);
  });

  beforeEach(async () => {
    await source.query('TRUNCATE public."every ""kind"');
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const kept = (): Promise<KindsEntity[]> =>
    source.manager.find(KindsEntity, { order: { tenant: 'ASC', number: 'ASC' } });

  const upsert = (rows: readonly Row[]): Promise<void> => bulkUpsert(source, KindsEntity, rows, COLUMNS);

  const empty = (number: number): Row => ({
    tenant: 'a',
    number,
    note: null,
    bytes: null,
    at: null,
    flag: null,
    amount: null,
    document: null,
    words: null,
    numbers: null,
  });

  /** The plain way, one row after the other, by TypeORM. */
  async function insertOneByOne(rows: readonly Row[]): Promise<void> {
    for (const values of rows) {
      await source.manager.delete(KindsEntity, { tenant: values.tenant, number: values.number });
      await source.manager.insert(KindsEntity, values as never);
    }
  }

  it('leaves what one statement for each row would have left, whatever is in them', async () => {
    const batches = fc.array(fc.array(row, { maxLength: 10 }), { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(batches, async (given) => {
      await source.query('TRUNCATE public."every ""kind"');
      await insertOneByOne(given.flat());
      const expected = await kept();
      await source.query('TRUNCATE public."every ""kind"');
      for (const rows of given) await upsert(rows);
      expect(await kept()).toStrictEqual(expected);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('writes ten thousand rows in one statement, and changes them in another', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => ({ ...empty(n), note: `first ${String(n)}` }));
    const again = rows.map((one) => ({ ...one, note: 'second' }));
    const statements = await statementsOf(source, async () => {
      await upsert(rows);
      await upsert(again);
    });
    expect(statements).toHaveLength(2);
    expect(statements[0]?.values).toHaveLength(10);
    expect(
      await source.query('SELECT note, count(*)::int FROM public."every ""kind" GROUP BY note'),
    ).toStrictEqual([{ note: 'second', count: 10_000 }]);
  });

  it('sends nothing for no rows, and leaves columns alone that it was not told', async () => {
    expect(await statementsOf(source, () => upsert([]))).toStrictEqual([]);
    await upsert([empty(1)]);
    await source.query(`UPDATE public."every ""kind" SET untouched = 'changed', note = 'noted'`);
    const rows = [{ tenant: 'a', number: 1, flag: true }];
    await bulkUpsert(source, KindsEntity, rows, { conflict: ['tenant', 'number'], update: ['flag'] });
    expect(await kept()).toMatchObject([{ untouched: 'changed', note: 'noted', flag: true }]);
    await bulkUpsert(source, KindsEntity, [{ tenant: 'a', number: 1 }], {
      conflict: ['tenant', 'number'],
      update: [],
    });
    expect(await kept()).toMatchObject([{ untouched: 'changed', note: 'noted', flag: true }]);
  });

  it('writes all rows or none', async () => {
    const rows = [empty(1), { ...empty(2), number: 2 ** 31 }];
    await expect(upsert(rows)).rejects.toThrow('out of range');
    expect(await kept()).toStrictEqual([]);
  });

  it('never makes two callers wait for each other, in whatever order their rows are', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => empty(n));
    const reversed = [...rows].reverse();
    for (let round = 0; round < 10; round++) {
      await Promise.all([upsert(rows), upsert(reversed), upsert(rows), upsert(reversed)]);
    }
    expect(await kept()).toHaveLength(500);
  });

  it('is held to the entity by the compiler', async () => {
    const rows = [{ tenant: 'a', number: 1, note: 'n' }];
    // @ts-expect-error a row lacks a column that is to be written
    const lacking = bulkUpsert(source, KindsEntity, [{ tenant: 'a', number: 1 }], { conflict: ['tenant', 'number'], update: ['note'] }); // prettier-ignore
    // @ts-expect-error no such column
    const unknown = bulkUpsert(source, KindsEntity, rows, { conflict: ['tenant', 'number'], update: ['nothing'] }); // prettier-ignore
    // @ts-expect-error of another type
    const wrong = bulkUpsert(source, KindsEntity, [{ tenant: 'a', number: '1' }], { conflict: ['tenant', 'number'], update: [] }); // prettier-ignore
    const outcomes = await Promise.allSettled([lacking, unknown, wrong]);
    expect(outcomes[1]).toMatchObject({ reason: { message: 'KindsEntity has no column for nothing' } });
  });
});
