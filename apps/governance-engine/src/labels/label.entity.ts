import type { LabelSource, Outcome } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'labels' })
export class LabelEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  decisionId!: string;

  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('text')
  outcome!: Outcome;

  /** Gone with an erasure of the decision. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text')
  source!: LabelSource;

  /** Of those that were imported. */
  @Column('text', { nullable: true })
  suite!: string | null;

  @Column('text')
  labelledBy!: string;

  @Column('timestamptz', { default: () => "date_trunc('milliseconds'::text, now())" })
  labelledAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
