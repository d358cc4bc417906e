import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Two roles that nobody holds together: a trigger refuses them. */
@Entity({ schema: 'auth_service', name: 'separated_roles' })
export class SeparatedRoleEntity {
  @PrimaryColumn('text')
  role!: string;

  @PrimaryColumn('text')
  other!: string;

  @Column('text')
  constitutionalHash!: string;
}
