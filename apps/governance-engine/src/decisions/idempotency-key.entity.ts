import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'idempotency_keys' })
export class IdempotencyKeyEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  requestedBy!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  requestDigest!: string;

  @Column('uuid')
  claimId!: string;

  @Column('uuid', { array: true })
  decisionIds!: readonly string[];

  @Column('text')
  constitutionalHash!: string;
}
