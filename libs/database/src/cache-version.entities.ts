import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Keeps what two installations have in one Redis apart. One row. */
@Entity({ schema: 'acgs', name: 'installation' })
export class InstallationEntity {
  @PrimaryColumn('uuid')
  id!: string;
}

@Entity({ schema: 'acgs', name: 'cache_epochs' })
export class CacheEpochEntity {
  @PrimaryColumn('integer')
  slot!: number;

  @Column('bigint')
  epoch!: string;
}

@Entity({ schema: 'acgs', name: 'cache_patterns' })
export class CachePatternEntity {
  @PrimaryColumn('bigint')
  epoch!: string;

  @Column('text')
  pattern!: string;
}
