import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Its secret, roles and permissions are those of the client with the same id. */
@Entity({ schema: 'auth_service', name: 'agents' })
export class AgentEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  purpose!: string;

  @Column('text')
  owner!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
