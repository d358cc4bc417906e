/** Where a table stands once the decision tables are distributed by Citus. */
export type Placement = 'reference' | 'coordinator';

/**
 * Tables that are not distributed. Every other table of ours is, by `tenant`, and is held to what Citus demands of such
 * tables. A reference table has a whole copy on each node; what stays on the coordinator is small, or is asked for before
 * the tenant is known.
 */
export const NOT_DISTRIBUTED: Readonly<Record<string, Placement>> = {
  'constitutional_core.versions': 'reference',
  'auth_service.separated_roles': 'reference',
  'acgs.cache_epochs': 'coordinator',
  'acgs.cache_patterns': 'coordinator',
  'acgs.installation': 'coordinator',
  'acgs.revocation_revision': 'coordinator',
  'acgs.revocations': 'coordinator',
  'acgs.rule_versions': 'coordinator',
  'auth_service.clients': 'coordinator',
  'auth_service.oauth_records': 'coordinator',
  'auth_service.signing_keys': 'coordinator',
  'governance_engine.dropped_partitions': 'coordinator',
  'integrity_service.log_keys': 'coordinator',
  'public.acgs_migrations': 'coordinator',
};
