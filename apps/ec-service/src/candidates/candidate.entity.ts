import type { EvolutionChange, EvolutionMeasure, EvolutionReview, EvolutionWarning } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ParameterSetting } from './parameter-setting.js';

type Measure = EvolutionMeasure & { readonly intervals: NonNullable<EvolutionMeasure['intervals']> };

/** Has the place of the policy as it is, against which candidates are held. */
export const TODAY = 'today';

/** Has the place of an outcome where the case was erased before it could be scored. */
export const ERASED = 255;

/** One of the final front, or the policy as it is, and what a person has said to it. */
@Entity({ schema: 'ec_service', name: 'candidates' })
export class CandidateEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  runId!: string;

  @PrimaryColumn('text')
  id!: string;

  /** In the order of the front; that of today is -1. */
  @Column('integer')
  place!: number;

  @Column('json')
  settings!: readonly ParameterSetting[];

  @Column('json')
  changes!: readonly EvolutionChange[];

  @Column('json')
  training!: Measure;

  @Column('json')
  heldOut!: Measure;

  @Column('json')
  warnings!: readonly EvolutionWarning[];

  /** Above 0 for what may not be promoted. */
  @Column('double precision')
  violation!: number;

  /** One byte for each case of the evidence, in its order: the place in `OUTCOMES`, or `ERASED`. */
  @Column('bytea')
  outcomes!: Buffer;

  @Column('text', { nullable: true })
  review!: EvolutionReview['status'] | null;

  @Column('text', { nullable: true })
  reviewedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  reviewedAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** The version of the policy that a promotion made. */
  @Column('integer', { nullable: true })
  proposedVersion!: number | null;

  @Column('text')
  constitutionalHash!: string;
}
