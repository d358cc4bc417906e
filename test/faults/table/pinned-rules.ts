import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ConstitutionDraft, PolicyDraft } from '@acgs/contracts';
import { canonicalJson } from '@acgs/merkle';
import { compileRuleSet, type RuleSet } from '@acgs/rules';
import { Client } from 'pg';
import type { DecisionRow } from '../recorded-decisions.js';
import { GATE } from './gate.js';
import type { Given } from './history.js';

interface Member {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly document: PolicyDraft;
}

interface Constitution {
  readonly version: number;
  readonly digest: string;
  readonly document: string;
}

interface Known {
  /** Null where the database does not have what was pinned, or has something else. */
  readonly rules: RuleSet | null;
  readonly gateVersion: number;
}

type Remade = Pick<Given, 'pinned' | 'reproduced'>;

/** Compiles what decisions have pinned, from the database and past the services, and makes the decisions again. */
export class PinnedRules {
  private readonly known = new Map<string, Known>();
  private activations: ReadonlyMap<number, number> = new Map();

  private constructor(private readonly database: Client) {}

  static async use<Result>(
    databaseUrl: string,
    work: (rules: PinnedRules) => Promise<Result>,
  ): Promise<Result> {
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    try {
      const rules = new PinnedRules(database);
      await rules.readActivations();
      return await work(rules);
    } finally {
      await database.end();
    }
  }

  /** The number of the activation that put this version of the gate in force. */
  activationOf(gateVersion: number): number {
    return this.activations.get(gateVersion) ?? 0;
  }

  /** By which rules it was decided, and what these make of the request; of one that was frozen they make nothing. */
  async remake({ decision, request }: DecisionRow): Promise<Remade> {
    const { pins } = decision;
    if (pins.policySetDigest === null) return { pinned: null, reproduced: null };
    const key = `${pins.policySetDigest} ${String(pins.constitutionVersion)}`;
    let known = this.known.get(key);
    if (known === undefined)
      this.known.set(key, (known = await this.compile(pins.policySetDigest, pins.constitutionVersion)));
    const { rules, gateVersion } = known;
    const pinned = { gate: this.activationOf(gateVersion), constitution: pins.constitutionVersion ?? 0 };
    if (rules === null || canonicalJson(rules.pins) !== canonicalJson(pins))
      return { pinned, reproduced: 'no such rules' };
    if (decision.reasons[0]?.code === 'frozen') return { pinned, reproduced: null };
    const { outcome, reasons, obligations } = rules.evaluate(request, decision.approval !== undefined);
    const isSame =
      canonicalJson({ reasons, obligations }) ===
      canonicalJson({ reasons: decision.reasons, obligations: decision.obligations });
    return { pinned, reproduced: isSame ? outcome : `${outcome} for other reasons` };
  }

  private async readActivations(): Promise<void> {
    const { rows } = await this.database.query<{ number: number; version: number }>(
      `SELECT number, to_version AS version FROM governance_engine.policy_activations
       WHERE tenant = 'default' AND id = $1 AND to_version IS NOT NULL ORDER BY number DESC`,
      [GATE],
    );
    this.activations = new Map(rows.map(({ number, version }) => [version, number]));
  }

  private async compile(policySetDigest: string, constitutionVersion: number | null): Promise<Known> {
    const { rows: policies } = await this.database.query<Member>(
      `SELECT policy.id, policy.version, policy.digest, policy.document FROM governance_engine.policy_sets
       CROSS JOIN LATERAL jsonb_to_recordset(members) AS member (id text, version integer)
       JOIN governance_engine.policy_versions policy USING (tenant, id, version)
       WHERE policy_sets.tenant = 'default' AND policy_sets.digest = $1`,
      [policySetDigest],
    );
    const { rows: constitutions } = await this.database.query<Constitution>(
      'SELECT version, digest, document FROM constitutional_core.versions WHERE version = $1',
      [constitutionVersion],
    );
    const gateVersion = policies.find(({ id }) => id === GATE)?.version ?? 0;
    const [constitution] = constitutions;
    if (constitution === undefined || policies.length === 0) return { rules: null, gateVersion };
    const { version, digest, document } = constitution;
    const rules = compileRuleSet({
      constitution: { version, digest, document: JSON.parse(document) as ConstitutionDraft },
      policies: policies.map(({ version, digest, document }) => ({ version, digest, document })),
      constitutionalHash: CONSTITUTIONAL_HASH,
    });
    return { rules, gateVersion };
  }
}
