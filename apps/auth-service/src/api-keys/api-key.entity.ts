import type { Permission } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'api_keys' })
@Unique(['id'])
export class ApiKeyEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  owner!: string;

  /** As whom it acts. */
  @Column('text')
  subject!: string;

  @Column('text')
  principal!: 'person' | 'client';

  @Column('bytea')
  keyHash!: Buffer;

  @Column('text', { array: true })
  permissions!: Permission[];

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
