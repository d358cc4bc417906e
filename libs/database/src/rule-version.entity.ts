import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RuleVersionName } from './rule-versions.js';

@Entity({ schema: 'acgs', name: 'rule_versions' })
export class RuleVersionEntity {
  @PrimaryColumn('text')
  name!: RuleVersionName;

  @Column('bigint')
  version!: string;
}
