import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The head of a tenant's tree, and the checkpoint that covers it. */
@Entity({ schema: 'integrity_service', name: 'trees' })
export class TreeEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @Column('bigint')
  size!: string;

  @Column('bytea')
  root!: Buffer;

  @Column('text')
  checkpoint!: string;

  @Column('timestamptz')
  signedAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
