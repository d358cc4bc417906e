import type { EvolutionGuardBounds, PolicyProposal } from '@acgs/contracts';
import type { ActionOutcomes } from '@acgs/evolution';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a guard of the version that comes of it is to go by. */
export interface GuardPlan {
  readonly hours: number;
  readonly bounds: EvolutionGuardBounds;
  readonly predicted: readonly ActionOutcomes[];
  readonly today: readonly ActionOutcomes[];
}

/** One that was begun: kept before the engine is asked for a version, and gone when that version is known. */
@Entity({ schema: 'ec_service', name: 'promotions' })
export class PromotionEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  runId!: string;

  @PrimaryColumn('text')
  candidateId!: string;

  @Column('text')
  promotedBy!: string;

  @Column('json')
  proposal!: PolicyProposal;

  @Column('json', { nullable: true })
  guard!: GuardPlan | null;

  @Column('timestamptz', { default: () => 'now()' })
  begunAt!: Date;

  /** When a process last began to bring it to its end. */
  @Column('timestamptz', { default: () => 'now()' })
  takenUpAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
