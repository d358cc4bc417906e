import type { EvolutionGuard, EvolutionGuardBounds } from '@acgs/contracts';
import type { ActionOutcomes, GuardCounts } from '@acgs/evolution';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Watches over a promoted version, from when it is active. */
@Entity({ schema: 'ec_service', name: 'guards' })
export class GuardEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  runId!: string;

  @PrimaryColumn('text')
  candidateId!: string;

  @Column('text')
  policyId!: string;

  @Column('integer')
  policyVersion!: number;

  @Column('double precision')
  hours!: number;

  @Column('json')
  bounds!: EvolutionGuardBounds;

  /** What the evidence that was held out came to under the candidate. */
  @Column('json')
  predicted!: readonly ActionOutcomes[];

  /** The same under the rules that it was held against; null, as the two below, for a guard of an earlier release. */
  @Column('json', { nullable: true })
  today!: readonly ActionOutcomes[] | null;

  /** The version of the policy before. */
  @Column('integer', { nullable: true })
  basedOn!: number | null;

  /** Null before it watches. */
  @Column('json', { nullable: true })
  counts!: GuardCounts | null;

  @Column('text')
  status!: Exclude<EvolutionGuard['status'], 'unjudged'>;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  activeSince!: Date | null;

  @Column('json', { nullable: true })
  comparison!: EvolutionGuard['comparison'];

  /** When the next look is due; while one goes on, when another process may think it dead. */
  @Column('timestamptz', { default: () => 'now()' })
  lookAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
