/** Of one tree and of all of them: the first say where to look, and one that has many hides no other. */
const KEPT_OF_A_TREE = 10;
const KEPT = 100;

/** What the monitor found, by tenant. */
export class MonitorFindings {
  private readonly byTenant = new Map<string, Set<string>>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Each with its tenant. */
  list(): string[] {
    return [...this.byTenant].flatMap(([tenant, faults]) =>
      [...faults].map((fault) => `tenant ${tenant}: ${fault}`),
    );
  }

  /** False when it is known already, or beyond what is kept. */
  add(tenant: string, fault: string): boolean {
    const faults = this.byTenant.get(tenant) ?? new Set<string>();
    if (faults.has(fault) || faults.size >= KEPT_OF_A_TREE || this.count >= KEPT) return false;
    this.byTenant.set(tenant, faults.add(fault));
    this.count++;
    return true;
  }
}
