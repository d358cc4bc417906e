import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'legal_holds' })
export class LegalHoldEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  holdId!: string;

  @Column('text')
  reason!: string;

  @Column('text', { nullable: true })
  subjectId!: string | null;

  @Column('text', { nullable: true })
  resourceId!: string | null;

  /** The smallest id of a decision that it names, and the smallest of those that come after. */
  @Column('uuid', { nullable: true })
  fromId!: string | null;

  @Column('uuid', { nullable: true })
  toId!: string | null;

  @Column('text')
  placedBy!: string;

  @Column('timestamptz', { default: () => "date_trunc('milliseconds'::text, now())" })
  placedAt!: Date;

  @Column('text', { nullable: true })
  releasedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  releasedAt!: Date | null;

  @Column('text', { nullable: true })
  releaseReason!: string | null;

  @Column('text')
  constitutionalHash!: string;
}
