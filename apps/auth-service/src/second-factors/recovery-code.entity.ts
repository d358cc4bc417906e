import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'recovery_codes' })
export class RecoveryCodeEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('bytea')
  codeHash!: Buffer;

  @Column('text')
  constitutionalHash!: string;
}
