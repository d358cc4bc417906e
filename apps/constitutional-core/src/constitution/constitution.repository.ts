import { CacheInvalidation, ConstitutionalDataCache, type Outdate } from '@acgs/cache';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type {
  ConstitutionDraft,
  ConstitutionPageQuery,
  ConstitutionSummary,
  ConstitutionVersion,
} from '@acgs/contracts';
import { announceRuleVersion } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan, Raw } from 'typeorm';
import { ConstitutionVersionEntity } from './constitution-version.entity.js';

export interface NewVersion {
  readonly digest: string;
  /** RFC 8785 canonical JSON. */
  readonly document: string;
  readonly title: string;
  readonly principleCount: number;
  readonly ratifiedBy: string;
}

/** A document may have megabytes: lists and tags do without. */
const SUMMARY = {
  version: true,
  digest: true,
  title: true,
  principleCount: true,
  ratifiedAt: true,
  ratifiedBy: true,
  constitutionalHash: true,
} as const;

/** What was ratified under another charter is kept, but neither in force nor listed. */
const OF_THIS_CHARTER = { constitutionalHash: CONSTITUTIONAL_HASH };

/** The function is that of the index. */
const haveWords = (column: string): string =>
  `constitutional_core.version_words(${column}) @@ websearch_to_tsquery('english', :q)`;

/** Of caches: what is outdated by a ratification. */
export const CONSTITUTION_TAG = 'constitution';

@Injectable()
export class ConstitutionRepository {
  constructor(
    private readonly database: DataSource,
    private readonly caches: CacheInvalidation,
  ) {}

  async inForce(manager: EntityManager = this.database.manager): Promise<ConstitutionSummary | null> {
    const found = await manager.findOne(ConstitutionVersionEntity, {
      select: SUMMARY,
      where: OF_THIS_CHARTER,
      order: { version: 'DESC' },
    });
    return found === null ? null : summaryOf(found);
  }

  async summary(version: number): Promise<ConstitutionSummary | null> {
    const { manager } = this.database;
    const found = await manager.findOne(ConstitutionVersionEntity, { select: SUMMARY, where: { version } });
    return found === null ? null : summaryOf(found);
  }

  /** The same for all who ask: the object is frozen. */
  @ConstitutionalDataCache({ methodTags: [CONSTITUTION_TAG], tenantOf: null })
  async version(version: number): Promise<ConstitutionVersion | null> {
    const found = await this.database.manager.findOneBy(ConstitutionVersionEntity, { version });
    if (found === null) return null;
    return { ...summaryOf(found), document: JSON.parse(found.document) as ConstitutionDraft };
  }

  /** Newest first; one more than `limit`, to tell whether there is a next page. */
  async page({ q, cursor, limit }: ConstitutionPageQuery): Promise<ConstitutionSummary[]> {
    const found = await this.database.manager.find(ConstitutionVersionEntity, {
      select: SUMMARY,
      where: {
        ...OF_THIS_CHARTER,
        ...(cursor === undefined ? {} : { version: LessThan(cursor) }),
        ...(q === undefined ? {} : { document: Raw(haveWords, { q }) }),
      },
      order: { version: 'DESC' },
      take: limit + 1,
    });
    return found.map(summaryOf);
  }

  /** One writer at a time; the others wait here, readers do not. */
  exclusively<Result>(
    work: (transaction: EntityManager, outdate: Outdate) => Promise<Result>,
  ): Promise<Result> {
    return this.caches.transaction(async (transaction, outdate) => {
      await transaction.query('LOCK TABLE constitutional_core.versions IN SHARE ROW EXCLUSIVE MODE');
      return work(transaction, outdate);
    });
  }

  /** As the next version. Tells every process of it, once the transaction commits. */
  async insert(
    { digest, document, title, principleCount, ratifiedBy }: NewVersion,
    transaction: EntityManager,
    outdate: Outdate,
  ): Promise<ConstitutionSummary> {
    await transaction.query(
      `INSERT INTO constitutional_core.versions
         (version, digest, document, title, principle_count, ratified_by, constitutional_hash)
       SELECT coalesce(max(version), 0) + 1, $1, $2, $3, $4, $5, $6 FROM constitutional_core.versions`,
      [digest, document, title, principleCount, ratifiedBy, CONSTITUTIONAL_HASH],
    );
    outdate(CONSTITUTION_TAG);
    await announceRuleVersion(transaction, 'constitution');
    const made = await this.inForce(transaction);
    if (made === null) throw new Error('a version that was inserted is not there');
    return made;
  }
}

function summaryOf({ version, digest, title, ...rest }: ConstitutionVersionEntity): ConstitutionSummary {
  const { principleCount, ratifiedAt, ratifiedBy, constitutionalHash } = rest;
  return {
    version,
    digest,
    title,
    principleCount,
    ratifiedAt: ratifiedAt.toISOString(),
    ratifiedBy,
    constitutionalHash,
  };
}
