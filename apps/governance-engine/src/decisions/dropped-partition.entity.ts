import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Decisions that retention has dropped, by their ids. */
@Entity({ schema: 'governance_engine', name: 'dropped_partitions' })
export class DroppedPartitionEntity {
  @PrimaryColumn('uuid')
  fromId!: string;

  /** The first one after them. */
  @Column('uuid')
  toId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  droppedAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
