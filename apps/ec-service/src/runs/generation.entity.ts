import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FrontMember } from './front-member.js';

/** How far a run had come after a generation; never changed. */
@Entity({ schema: 'ec_service', name: 'generations' })
export class GenerationEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  runId!: string;

  @PrimaryColumn('integer')
  generation!: number;

  @Column('json')
  front!: readonly Pick<FrontMember, 'id' | 'scores'>[];

  @Column('double precision')
  hypervolume!: number;

  @Column('integer')
  evaluated!: number;

  @Column('text')
  constitutionalHash!: string;
}
