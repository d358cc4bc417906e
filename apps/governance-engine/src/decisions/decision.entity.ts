import type { Decision, EvaluationRequest, Outcome } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Partitioned by `decision_id`, which TypeORM does not know of. */
@Entity({ schema: 'governance_engine', name: 'decisions' })
export class DecisionEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  decisionId!: string;

  @Column('text')
  requestedBy!: string;

  @Column('text')
  subjectId!: string;

  @Column('text')
  actionName!: string;

  @Column('text')
  resourceId!: string;

  @Column('text')
  outcome!: Outcome;

  @Column('text', { array: true })
  ruleIds!: readonly string[];

  @Column('json')
  request!: EvaluationRequest;

  @Column('json')
  decision!: Decision;

  /** Request and decision are canonical JSON (RFC 8785), byte by byte. */
  @Column('boolean', { default: () => 'false' })
  canonical!: boolean;

  @Column('text')
  constitutionalHash!: string;
}
