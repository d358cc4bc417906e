import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A witness's signature line under a checkpoint of ours. */
@Entity({ schema: 'integrity_service', name: 'cosignatures' })
export class CosignatureEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('bigint')
  size!: string;

  @PrimaryColumn('text')
  witness!: string;

  @Column('text')
  checkpoint!: string;

  @Column('text')
  line!: string;

  @Column('timestamptz')
  cosignedAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
