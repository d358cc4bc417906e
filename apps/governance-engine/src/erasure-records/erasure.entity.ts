import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'erasures' })
export class ErasureEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  decisionId!: string;

  /** JSON Pointers into the request. */
  @Column('text', { array: true })
  fields!: readonly string[];

  @Column('text')
  erasedBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  erasedAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
