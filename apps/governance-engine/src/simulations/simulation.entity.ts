import type { CandidateSummary, Pins, SimulationEvidence, SimulationStatus } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FrozenRules } from './candidate-rules.js';
import type { ReplayCounts } from './replay/replay-counts.js';

@Entity({ schema: 'governance_engine', name: 'simulations' })
export class SimulationEntity {
  @PrimaryColumn('text')
  tenant!: string;

  /** A UUIDv7. */
  @PrimaryColumn('uuid')
  simulationId!: string;

  @Column('text')
  title!: string;

  @Column('text', { default: () => "'queued'::text" })
  status!: SimulationStatus;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('json')
  evidence!: SimulationEvidence;

  @Column('json')
  candidate!: CandidateSummary;

  @Column('json')
  base!: Pins;

  @Column('json')
  pins!: Pins;

  /** What the candidate is compiled from. */
  @Column('json')
  sources!: FrozenRules;

  /** The last decision that was read; null before the first, and for uploaded cases. */
  @Column('uuid', { nullable: true })
  cursor!: string | null;

  @Column('bigint', { default: () => '0' })
  casesRead!: string;

  @Column('json')
  counts!: ReplayCounts;

  /** Since the last page. */
  @Column('integer', { default: () => '0' })
  attempts!: number;

  /** Nobody takes it up before. */
  @Column('timestamptz', { default: () => 'now()' })
  dueAt!: Date;

  /** Of the one replay that may write; null while there is none. */
  @Column('uuid', { nullable: true })
  leaseId!: string | null;

  @Column('timestamptz', { nullable: true })
  leasedUntil!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
