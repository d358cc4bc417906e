import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What waits to become a leaf of the log. Triggers of the tables in which it happened write it. */
@Entity({ schema: 'acgs', name: 'outbox' })
export class OutboxEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { array: true, nullable: true })
  decisionIds!: readonly string[] | null;

  @Column('text', { nullable: true })
  entryId!: string | null;

  @Column('json', { nullable: true })
  body!: unknown;

  @Column('text')
  constitutionalHash!: string;
}
