import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'integrity_service', name: 'log_keys' })
export class LogKeyEntity {
  @PrimaryColumn('text')
  verifierKey!: string;

  @Column('bytea')
  publicKey!: Buffer;

  @Column('bytea')
  sealedKey!: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  validFrom!: Date;

  @Column('timestamptz', { nullable: true })
  validTo!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
