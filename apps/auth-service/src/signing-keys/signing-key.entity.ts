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

  /** Null for one that has signed from its first moment. */
  @Column('timestamptz', { nullable: true })
  signsFrom!: Date | null;

  /** Null for one that no other will take the place of. */
  @Column('timestamptz', { nullable: true })
  retiresAt!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
