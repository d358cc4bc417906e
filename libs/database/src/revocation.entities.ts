import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'acgs', name: 'revocations' })
export class RevocationEntity {
  @PrimaryColumn('text')
  key!: string;

  @Column('bigint')
  before!: string;

  @Column('bigint')
  expiresAt!: string;

  @Column('bigint')
  revision!: string;

  @Column('text')
  constitutionalHash!: string;
}

/** One row: how many revocations there have been. */
@Entity({ schema: 'acgs', name: 'revocation_revision' })
export class RevocationRevisionEntity {
  @PrimaryColumn('bigint')
  revision!: string;
}
