import type { ClientAuthMethod, ClientJwks, Permission, Role } from '@acgs/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth_service', name: 'clients' })
export class ClientEntity {
  @PrimaryColumn('text')
  id!: string;

  /** Of random bytes that nobody knows where the client has no secret. */
  @Column('bytea')
  secretHash!: Buffer;

  @Column('text')
  tenant!: string;

  @Column('text', { array: true })
  roles!: readonly Role[];

  @Column('text', { array: true })
  permissions!: readonly Permission[];

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { default: () => `'client_secret'::text` })
  authMethod!: ClientAuthMethod;

  @Column('text', { array: true, default: () => `'{}'::text[]` })
  redirectUris!: readonly string[];

  @Column('text', { array: true, default: () => `'{}'::text[]` })
  postLogoutRedirectUris!: readonly string[];

  /** The permissions that it may be given for a person. */
  @Column('text', { array: true, default: () => `'{}'::text[]` })
  scopes!: readonly Permission[];

  @Column('json', { nullable: true })
  jwks!: ClientJwks | null;

  /** Gets tokens bound to a key (RFC 9449) alone. */
  @Column('boolean', { default: () => 'false' })
  dpopBound!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  /** From then on it is none. Agents have an end, and they alone. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('text')
  constitutionalHash!: string;
}
