import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'second_factors' })
export class SecondFactorEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  userId!: string;

  @Column('bytea')
  sealedSecret!: Buffer;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  @Column('bigint', { default: () => '0' })
  lastStep!: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
