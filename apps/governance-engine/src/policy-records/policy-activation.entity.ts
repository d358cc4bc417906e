import type { PolicyChangeKind } from '@acgs/contracts';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PolicyEntity } from './policy.entity.js';

/** A change of what is in force of a policy. */
@Entity({ schema: 'governance_engine', name: 'policy_activations' })
export class PolicyActivationEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  id!: string;

  /** From 1, in their order. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  kind!: PolicyChangeKind;

  @Column('integer', { nullable: true })
  fromVersion!: number | null;

  @Column('integer', { nullable: true })
  toVersion!: number | null;

  @Column('text', { nullable: true })
  digest!: string | null;

  /** The number of the row whose state this one has brought: its own, but after a roll-back. */
  @Column('integer')
  state!: number;

  /** Null for what was done before it was kept. */
  @Column('text', { nullable: true })
  actedBy!: string | null;

  /** Who acted for the subject, from who did it outwards; null for what was done before it was kept. */
  @Column('text', { array: true, nullable: true })
  actors!: string[] | null;

  /** The client of the token. */
  @Column('text', { nullable: true })
  clientId!: string | null;

  @Column('timestamptz', { default: () => "date_trunc('milliseconds'::text, now())" })
  actedAt!: Date;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('boolean')
  selfActivated!: boolean;

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
