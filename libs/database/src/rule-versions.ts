/** What of the rules is counted: a number that grows with each change in force. */
export type RuleVersionName = 'constitution' | 'policies' | 'freezes';

export type RuleVersions = Readonly<Record<RuleVersionName, number>>;

/** Carries the news of rules and of caches. */
export const VERSIONS_CHANNEL = 'acgs_rule_versions';

interface Transaction {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/**
 * Counts a change and tells every process of it, when the surrounding transaction commits. Concurrent changes of the
 * same name wait for each other here.
 */
export async function announceRuleVersion(transaction: Transaction, name: RuleVersionName): Promise<void> {
  await transaction.query('UPDATE acgs.rule_versions SET version = version + 1 WHERE name = $1', [name]);
  await transaction.query('SELECT pg_notify($1, $2)', [VERSIONS_CHANNEL, name]);
}
