import type { EvolutionScores } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a candidate has come to: equal ones are scored once. Gone when the run is over. */
@Entity({ schema: 'ec_service', name: 'scores' })
export class ScoreEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  runId!: string;

  /** Its values with commas between them. */
  @PrimaryColumn('text')
  genome!: string;

  @Column('json')
  objectives!: EvolutionScores;

  @Column('double precision')
  violation!: number;

  @Column('text')
  constitutionalHash!: string;
}
