import type { EvolutionGuard, EvolutionGuardBounds } from '@acgs/contracts';
import type { ActionOutcomes } from '@acgs/evolution';
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

  @Column('text')
  status!: EvolutionGuard['status'];

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  activeSince!: Date | null;

  @Column('json', { nullable: true })
  comparison!: EvolutionGuard['comparison'];

  /** When the next look is due. */
  @Column('timestamptz', { default: () => 'now()' })
  lookAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
