import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CosignatureEntity } from './cosignature.entity.js';

export interface NewCosignature {
  readonly witness: string;
  readonly line: string;
  readonly cosignedAt: Date;
}

@Injectable()
export class CosignaturesRepository {
  constructor(private readonly database: DataSource) {}

  /** The newer one of the same witness counts. */
  async insert(
    tree: { readonly tenant: string; readonly size: number; readonly checkpoint: string },
    cosignatures: readonly NewCosignature[],
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO integrity_service.cosignatures AS known
         (tenant, size, witness, checkpoint, line, cosigned_at, constitutional_hash)
       SELECT $1, $2, witness, $3, line, cosigned_at, $7
       FROM unnest($4::text[], $5::text[], $6::timestamptz[]) AS made (witness, line, cosigned_at)
       ON CONFLICT (tenant, size, witness) DO UPDATE SET line = excluded.line, cosigned_at = excluded.cosigned_at
       WHERE known.cosigned_at < excluded.cosigned_at`,
      [
        tree.tenant,
        tree.size,
        tree.checkpoint,
        cosignatures.map(({ witness }) => witness),
        cosignatures.map(({ line }) => line),
        cosignatures.map(({ cosignedAt }) => cosignedAt),
        CONSTITUTIONAL_HASH,
      ],
    );
  }

  /** Of the largest checkpoint that has any. */
  latest(tenant: string): Promise<CosignatureEntity[]> {
    return this.database.manager
      .createQueryBuilder(CosignatureEntity, 'cosignature')
      .where('tenant = :tenant', { tenant })
      .andWhere('size = (SELECT max(size) FROM integrity_service.cosignatures WHERE tenant = :tenant)')
      .orderBy('witness')
      .getMany();
  }
}
