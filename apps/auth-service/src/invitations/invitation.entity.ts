import type { Role } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'invitations' })
@Unique(['tenant', 'email'])
@Unique(['tenant', 'tokenHash'])
export class InvitationEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea')
  tokenHash!: Buffer;

  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  roles!: readonly Role[];

  @Column('text')
  invitedBy!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
