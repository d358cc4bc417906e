import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'password_resets' })
@Unique(['tenant', 'tokenHash'])
export class PasswordResetEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  userId!: string;

  @Column('bytea')
  tokenHash!: Buffer;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
