import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ConstitutionDraft, ConstitutionSummary, ConstitutionVersion } from '@acgs/contracts';
import { announceRuleVersion } from '@acgs/database';
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
  readonly version: number;
  readonly digest: string;
  /** RFC 8785 canonical JSON. */
  readonly document: string;
  readonly title: string;
  readonly principleCount: number;
  readonly ratifiedBy: string;
}

type Queries = Pick<EntityManager, 'query'>;

const SUMMARY = 'version, digest, title, principle_count, ratified_at, ratified_by, constitutional_hash';
const NEWER_THAN_ALL = 2 ** 31;

@Injectable()
export class ConstitutionRepository {
  constructor(private readonly database: DataSource) {}

  async inForce(queries: Queries = this.database): Promise<ConstitutionSummary | null> {
    const [row] = await queries.query<SummaryRow[]>(
      `SELECT ${SUMMARY} FROM constitutional_core.versions ORDER BY version DESC LIMIT 1`,
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

  /** Newest first, `limit` rows and one more if there is one. */
  async page(limit: number, olderThan: number = NEWER_THAN_ALL): Promise<ConstitutionSummary[]> {
    const rows = await this.database.query<SummaryRow[]>(
      `SELECT ${SUMMARY} FROM constitutional_core.versions
       WHERE version < $1::bigint ORDER BY version DESC LIMIT $2`,
      [olderThan, limit + 1],
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

  /** Tells every process of the new version, once the transaction commits. */
  async insert(version: NewVersion, transaction: EntityManager): Promise<ConstitutionSummary> {
    const [row] = await transaction.query<[SummaryRow]>(
      `INSERT INTO constitutional_core.versions
         (version, digest, document, title, principle_count, ratified_by, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       RETURNING ${SUMMARY}`,
      [
        version.version,
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
