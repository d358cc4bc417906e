import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'constitutional_core', name: 'versions' })
export class ConstitutionVersionEntity {
  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  digest!: string;

  /** RFC 8785 canonical JSON. */
  @Column('text')
  document!: string;

  @Column('text')
  title!: string;

  @Column('integer')
  principleCount!: number;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  ratifiedAt!: Date;

  @Column('text')
  ratifiedBy!: string;

  @Column('text')
  constitutionalHash!: string;
}
