import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'user_sessions' })
@Unique(['tenant', 'tokenHash'])
export class UserSessionEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea')
  tokenHash!: Buffer;

  @Column('text')
  acr!: string;

  @Column('text', { array: true })
  amr!: readonly string[];

  @Column('text')
  userAgent!: string;

  /** `uid` of the session that oidc-provider keeps beside this one. */
  @Column('text', { nullable: true })
  oauthUid!: string | null;

  /** What clients were allowed in this session. */
  @Column('text', { array: true, default: () => "'{}'::text[]" })
  grantIds!: readonly string[];

  @Column('timestamptz')
  authTime!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  lastUsedAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
