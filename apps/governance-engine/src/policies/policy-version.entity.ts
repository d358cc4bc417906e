import type { PolicyDraft } from '@acgs/contracts';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PolicyEntity } from './policy.entity.js';

@Entity({ schema: 'governance_engine', name: 'policy_versions' })
export class PolicyVersionEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  id!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  digest!: string;

  @Column('jsonb')
  document!: PolicyDraft;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('text')
  createdBy!: string;

  @Column('text')
  constitutionalHash!: string;

  /** Loaded where a query joins it, and never else. */
  @ManyToOne(() => PolicyEntity)
  @JoinColumn([
    { name: 'tenant', referencedColumnName: 'tenant' },
    { name: 'id', referencedColumnName: 'id' },
  ])
  policy?: PolicyEntity;
}
