import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance_engine', name: 'policy_sets' })
export class PolicySetEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  digest!: string;

  @Column('jsonb')
  members!: readonly { readonly id: string; readonly version: number }[];

  @Column('timestamptz', { default: () => 'now()' })
  firstUsedAt!: Date;

  @Column('text')
  constitutionalHash!: string;
}
