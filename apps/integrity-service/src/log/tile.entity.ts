import { Column, Entity, PrimaryColumn } from 'typeorm';

/** As many hashes as the tile has so far, 32 bytes each. */
@Entity({ schema: 'integrity_service', name: 'tiles' })
export class TileEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('smallint')
  level!: number;

  @PrimaryColumn('bigint')
  tileIndex!: string;

  @Column('bytea')
  hashes!: Buffer;

  @Column('text')
  constitutionalHash!: string;
}
