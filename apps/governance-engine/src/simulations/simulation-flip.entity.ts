import type { FlipChange, FlipSide, Outcome } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'simulation_flips' })
export class SimulationFlipEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  simulationId!: string;

  /** Of the case, from 1, in the order of the evidence. */
  @PrimaryColumn('bigint')
  number!: string;

  /** Null for an uploaded case. */
  @Column('uuid', { nullable: true })
  decisionId!: string | null;

  @Column('text')
  subjectId!: string;

  @Column('text')
  actionName!: string;

  @Column('text')
  resourceId!: string;

  @Column('json')
  recorded!: FlipSide;

  @Column('json')
  candidate!: FlipSide;

  @Column('text', { array: true })
  ruleIds!: readonly string[];

  @Column('text', { nullable: true })
  label!: Outcome | null;

  @Column('text')
  change!: FlipChange;

  @Column('text')
  constitutionalHash!: string;
}
