import type { PolicyDraft, PolicyOrigin, PolicyStatus } from '@acgs/contracts';
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

  /** Who acted for the subject, from who did it outwards; null for a proposal, and for what was written before it was kept. */
  @Column('text', { array: true, nullable: true })
  actors!: string[] | null;

  /** The client of the token. */
  @Column('text', { nullable: true })
  clientId!: string | null;

  /** A trigger writes what activations make of it. */
  @Column('text', { default: () => "'draft'::text" })
  status!: PolicyStatus;

  /** Of a proposal. */
  @Column('jsonb', { nullable: true })
  origin!: PolicyOrigin | null;

  @Column('text', { nullable: true })
  submittedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  submittedAt!: Date | null;

  @Column('text', { nullable: true })
  rejectedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  rejectedAt!: Date | null;

  @Column('text', { nullable: true })
  rejectionReason!: string | null;

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
