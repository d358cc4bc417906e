import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An erasure of what became personal after the first one. */
@Entity({ schema: 'governance_engine', name: 'further_erasures' })
export class FurtherErasureEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  decisionId!: string;

  /** From 2, in their order. */
  @PrimaryColumn('integer')
  number!: number;

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
