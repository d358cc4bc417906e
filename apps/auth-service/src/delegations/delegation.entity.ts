import type { Permission } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'delegations' })
export class DelegationEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  person!: string;

  @Column('text')
  grantedBy!: string;

  @Column('text')
  agentId!: string;

  @Column('uuid', { nullable: true })
  parent!: string | null;

  @Column('smallint')
  depth!: number;

  @Column('text', { array: true })
  permissions!: Permission[];

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
