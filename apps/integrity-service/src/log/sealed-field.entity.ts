import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a commitment in a leaf was made of. Erasing the row erases the value; the leaf stays as it is. */
@Entity({ schema: 'integrity_service', name: 'sealed_fields' })
export class SealedFieldEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  entryId!: string;

  @PrimaryColumn('text')
  pointer!: string;

  @Column('bytea')
  salt!: Buffer;

  @Column('json')
  value!: unknown;

  @Column('text')
  constitutionalHash!: string;
}
