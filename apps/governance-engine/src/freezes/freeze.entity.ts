import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'freezes' })
@Index('freezes_not_lifted', ['tenant', 'freezeId'], { where: 'lifted_at IS NULL' })
export class FreezeEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  freezeId!: string;

  /** With `subjectId`; of the subject, the action and everything, one is there. */
  @Column('text', { nullable: true })
  subjectType!: string | null;

  @Column('text', { nullable: true })
  subjectId!: string | null;

  /** A glob. */
  @Column('text', { nullable: true })
  action!: string | null;

  @Column('boolean')
  everything!: boolean;

  @Column('text')
  reason!: string;

  @Column('text')
  placedBy!: string;

  @Column('timestamptz', { default: () => "date_trunc('milliseconds'::text, now())" })
  placedAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('text', { nullable: true })
  liftedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  liftedAt!: Date | null;

  @Column('text', { nullable: true })
  liftReason!: string | null;

  @Column('text')
  constitutionalHash!: string;
}
