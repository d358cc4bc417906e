import type { Permission, Role } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'clients' })
export class ClientEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('bytea')
  secretHash!: Buffer;

  @Column('text')
  tenant!: string;

  @Column('text', { array: true })
  roles!: readonly Role[];

  @Column('text', { array: true })
  permissions!: readonly Permission[];

  @Column('text')
  constitutionalHash!: string;
}
