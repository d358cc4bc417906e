import type { ApprovalAnswer } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An answer. What waits for one is a decision with the outcome `escalate` and no row here. */
@Entity({ schema: 'governance_engine', name: 'approvals' })
export class ApprovalEntity {
  @PrimaryColumn('text')
  tenant!: string;

  /** The escalated decision. */
  @PrimaryColumn('uuid')
  decisionId!: string;

  @Column('text')
  requestedBy!: string;

  @Column('text')
  answer!: ApprovalAnswer;

  @Column('text')
  answeredBy!: string;

  @Column('timestamptz')
  answeredAt!: Date;

  /** Of approvals alone. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  /** Null also for those of before it was kept: by who gave it. */
  @Column('text', { nullable: true })
  withdrawnBy!: string | null;

  /** The decision that was made with it. */
  @Column('uuid', { nullable: true })
  usedBy!: string | null;

  @Column('text')
  constitutionalHash!: string;
}
