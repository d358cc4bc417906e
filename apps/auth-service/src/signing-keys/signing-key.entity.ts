import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'signing_keys' })
export class SigningKeyEntity {
  @PrimaryColumn('text')
  purpose!: string;

  @Column('text', { unique: true })
  kid!: string;

  @Column('bytea')
  sealedKey!: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
