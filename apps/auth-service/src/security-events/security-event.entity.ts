import type { SecurityEventKind } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'security_events' })
export class SecurityEventEntity {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: SecurityEventKind;

  @Column('text')
  subject!: string;

  @Column('text', { nullable: true })
  actor!: string | null;

  @Column('jsonb')
  detail!: Readonly<Record<string, unknown>>;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('text')
  constitutionalHash!: string;
}
