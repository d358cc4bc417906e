import type { Role } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'users' })
@Unique(['tenant', 'email'])
@Unique(['id'])
export class UserEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  /** In lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  roles!: readonly Role[];

  @Column('text')
  passwordHash!: string;

  @Column('timestamptz', { default: () => 'now()' })
  passwordChangedAt!: Date;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
