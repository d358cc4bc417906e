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

  /** Of the change that has brought the state of now; 0 before the first. */
  @Column('integer', { default: () => '0' })
  activationNumber!: number;

  @Column('text')
  constitutionalHash!: string;
}
