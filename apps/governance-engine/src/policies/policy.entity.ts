import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'policies' })
export class PolicyEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  id!: string;

  @Column('integer')
  latestVersion!: number;

  @Column('integer', { nullable: true })
  activeVersion!: number | null;

  @Column('text')
  constitutionalHash!: string;
}
