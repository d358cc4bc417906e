import type { ActiveRuleSet, EvolutionRunDraft, EvolutionRunStatus } from '@acgs/contracts';
import type { Nsga2State, ParameterChoice } from '@acgs/evolution';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FrontMember } from './front-member.js';

/** A search: what it goes by, how far it has come, and which process is at it. */
@Entity({ schema: 'ec_service', name: 'runs' })
export class RunEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  policyId!: string;

  /** The active one when it began, or when its front was last scored again. */
  @Column('integer')
  policyVersion!: number;

  @Column('text')
  startedBy!: string;

  @Column('json')
  draft!: EvolutionRunDraft;

  /** Those that are varied. */
  @Column('json')
  parameters!: readonly ParameterChoice[];

  /** The rules in force at that time. */
  @Column('json')
  sources!: ActiveRuleSet;

  /** Those by which a replay scores: of the run once it is complete. */
  @Column('json', { nullable: true })
  nextSources!: ActiveRuleSet | null;

  @Column('integer', { nullable: true })
  nextVersion!: number | null;

  @Column('integer')
  trainingCases!: number;

  @Column('integer')
  heldOutCases!: number;

  @Column('integer')
  erasedCases!: number;

  @Column('text')
  status!: EvolutionRunStatus;

  @Column('boolean', { default: () => 'false' })
  outdated!: boolean;

  @Column('text', { nullable: true })
  failure!: string | null;

  /** How many are over. */
  @Column('integer', { default: () => '0' })
  generation!: number;

  /** Different candidates that were scored. */
  @Column('integer', { default: () => '0' })
  evaluated!: number;

  /** Null before the first generation is over. */
  @Column('json', { nullable: true })
  search!: Nsga2State | null;

  @Column('json')
  front!: readonly FrontMember[];

  @Column('double precision', { nullable: true })
  hypervolume!: number | null;

  @Column('timestamptz', { default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** The process that is at it, until a time; then another one may take over. */
  @Column('uuid', { nullable: true })
  leaseOwner!: string | null;

  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  /** Since it came further for the last time. */
  @Column('integer', { default: () => '0' })
  attempts!: number;

  @Column('text')
  constitutionalHash!: string;
}
