import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'sign_in_attempts' })
export class SignInAttemptEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('bytea')
  key!: Buffer;

  @Column('integer')
  failures!: number;

  @Column('timestamptz')
  blockedUntil!: Date;

  @Column('timestamptz')
  forgottenAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
