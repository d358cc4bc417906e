import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'integrity_service', name: 'entries' })
export class EntryEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('bigint')
  leafIndex!: string;

  @Column('text')
  entryId!: string;

  @Column('text')
  kind!: string;

  /** The leaf's bytes: canonical JSON. */
  @Column('text')
  leaf!: string;

  @Column('text')
  constitutionalHash!: string;
}
