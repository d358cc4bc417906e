import type { EvaluationRequest, Outcome } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An uploaded case. */
@Entity({ schema: 'governance_engine', name: 'simulation_cases' })
export class SimulationCaseEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  simulationId!: string;

  /** From 1, in their order. */
  @PrimaryColumn('bigint')
  number!: string;

  @Column('json')
  request!: EvaluationRequest;

  @Column('text')
  outcome!: Outcome;

  @Column('text', { nullable: true })
  label!: Outcome | null;

  @Column('text')
  constitutionalHash!: string;
}
