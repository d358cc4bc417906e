import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'oauth_records' })
export class OAuthRecordEntity {
  @PrimaryColumn('text')
  model!: string;

  /** SHA-256 of the token, code or other identifier, which is not kept itself. */
  @PrimaryColumn('bytea')
  id!: Buffer;

  @Column('text', { nullable: true })
  tenant!: string | null;

  @Column('json')
  payload!: unknown;

  @Column('text', { nullable: true })
  grantId!: string | null;

  @Column('text', { nullable: true })
  uid!: string | null;

  @Column('text', { nullable: true })
  accountId!: string | null;

  @Column('text', { nullable: true })
  clientId!: string | null;

  @Column('timestamptz', { nullable: true })
  consumedAt!: Date | null;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
