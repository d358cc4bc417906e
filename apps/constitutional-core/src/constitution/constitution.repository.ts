import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type {
  ConstitutionDraft,
  ConstitutionPageQuery,
  ConstitutionSummary,
  ConstitutionVersion,
} from '@acgs/contracts';
import { announceRuleVersion, Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

interface SummaryRow {
  readonly version: number;
  readonly digest: string;
  readonly title: string;
  readonly principle_count: number;
  readonly ratified_at: Date;
  readonly ratified_by: string;
  readonly constitutional_hash: string;
}

export interface NewVersion {
  readonly digest: string;
  /** RFC 8785 canonical JSON. */
  readonly document: string;
  readonly title: string;
  readonly principleCount: number;
  readonly ratifiedBy: string;
}

type Queries = Pick<EntityManager, 'query'>;

const SUMMARY = 'version, digest, title, principle_count, ratified_at, ratified_by, constitutional_hash';
/** What was ratified under another charter is kept, but neither in force nor listed. */
const OF_THIS_CHARTER = `constitutional_hash = '${CONSTITUTIONAL_HASH}'`;

@Injectable()
export class ConstitutionRepository {
  constructor(private readonly database: DataSource) {}

  async inForce(queries: Queries = this.database): Promise<ConstitutionSummary | null> {
    const [row] = await queries.query<SummaryRow[]>(
      `SELECT ${SUMMARY} FROM constitutional_core.versions WHERE ${OF_THIS_CHARTER} ORDER BY version DESC LIMIT 1`,
    );
    return row === undefined ? null : summaryOf(row);
  }

  async summary(version: number): Promise<ConstitutionSummary | null> {
    const [row] = await this.database.query<SummaryRow[]>(
      `SELECT ${SUMMARY} FROM constitutional_core.versions WHERE version = $1`,
      [version],
    );
    return row === undefined ? null : summaryOf(row);
  }

  async version(version: number): Promise<ConstitutionVersion | null> {
    const [row] = await this.database.query<(SummaryRow & { document: string })[]>(
      `SELECT ${SUMMARY}, document FROM constitutional_core.versions WHERE version = $1`,
      [version],
    );
    if (row === undefined) return null;
    return { ...summaryOf(row), document: JSON.parse(row.document) as ConstitutionDraft };
  }

  /** Newest first; one more than `limit`, to tell whether there is a next page. */
  async page({ q, cursor, limit }: ConstitutionPageQuery): Promise<ConstitutionSummary[]> {
    const where = new Conditions()
      .add((p) => `version < ${p}::bigint`, cursor)
      .add((p) => `constitutional_core.version_words(document) @@ websearch_to_tsquery('english', ${p})`, q);
    const rows = await this.database.query<SummaryRow[]>(
      `SELECT ${SUMMARY} FROM constitutional_core.versions WHERE ${OF_THIS_CHARTER} AND ${where.text}
       ORDER BY version DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
    return rows.map(summaryOf);
  }

  /** One writer at a time; the others wait here, readers do not. */
  exclusively<Result>(work: (transaction: EntityManager) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('LOCK TABLE constitutional_core.versions IN SHARE ROW EXCLUSIVE MODE');
      return work(transaction);
    });
  }

  /** As the next version. Tells every process of it, once the transaction commits. */
  async insert(version: NewVersion, transaction: EntityManager): Promise<ConstitutionSummary> {
    const [row] = await transaction.query<[SummaryRow]>(
      `INSERT INTO constitutional_core.versions
         (version, digest, document, title, principle_count, ratified_by, constitutional_hash)
       SELECT coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5, $6 FROM constitutional_core.versions
       RETURNING ${SUMMARY}`,
      [
        version.digest,
        version.document,
        version.title,
        version.principleCount,
        version.ratifiedBy,
        CONSTITUTIONAL_HASH,
      ],
    );
    await announceRuleVersion(transaction, 'constitution');
    return summaryOf(row);
  }
}

function summaryOf(row: SummaryRow): ConstitutionSummary {
  return {
    version: row.version,
    digest: row.digest,
    title: row.title,
    principleCount: row.principle_count,
    ratifiedAt: row.ratified_at.toISOString(),
    ratifiedBy: row.ratified_by,
    constitutionalHash: row.constitutional_hash,
  };
}
