import type { EvaluationRequest, Outcome } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A labelled decision as it was when a run began. */
@Entity({ schema: 'ec_service', name: 'evidence_cases' })
export class EvidenceCaseEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  runId!: string;

  /** From 0, oldest first: those held out come last. */
  @PrimaryColumn('integer')
  place!: number;

  @Column('uuid')
  decisionId!: string;

  @Column('timestamptz')
  decidedAt!: Date;

  @Column('text')
  action!: string;

  /** Null once it was erased: the JSON value. */
  @Column('json')
  request!: EvaluationRequest | null;

  @Column('boolean', { default: () => 'false' })
  erased!: boolean;

  @Column('boolean')
  approved!: boolean;

  @Column('text')
  outcome!: Outcome;

  @Column('text')
  label!: Outcome;

  @Column('text')
  constitutionalHash!: string;
}
