import { RuleVersions1793500000000 } from './1793500000000-rule-versions.js';
import { Authentication1793500001000 } from './1793500001000-authentication.js';
import { Constitution1793500002000 } from './1793500002000-constitution.js';
import { Policies1793500003000 } from './1793500003000-policies.js';
import { Decisions1793500004000 } from './1793500004000-decisions.js';
import { Search1793500010000 } from './1793500010000-search.js';
import { SearchIndexes1793500011000 } from './1793500011000-search-indexes.js';
import { CacheEpochs1793500012000 } from './1793500012000-cache-epochs.js';
import { Log1793500013000 } from './1793500013000-log.js';
import { Erasures1793500014000 } from './1793500014000-erasures.js';
import { CanonicalDecisions1793500015000 } from './1793500015000-canonical-decisions.js';
import { DroppedPartitions1793500016000 } from './1793500016000-dropped-partitions.js';
import { FurtherErasures1793500017000 } from './1793500017000-further-erasures.js';
import { People1793500020000 } from './1793500020000-people.js';
import { SignIn1793500020100 } from './1793500020100-sign-in.js';
import { OAuthRecords1793500021000 } from './1793500021000-oauth-records.js';
import { ClientsOfPeople1793500021100 } from './1793500021100-clients-of-people.js';
import { SigningKeyRotation1793500021200 } from './1793500021200-signing-key-rotation.js';
import { Revocations1793500022000 } from './1793500022000-revocations.js';
import { SecurityEvents1793500022100 } from './1793500022100-security-events.js';
import { Agents1793500022200 } from './1793500022200-agents.js';
import { ApiKeys1793500022300 } from './1793500022300-api-keys.js';
import { Delegations1793500022400 } from './1793500022400-delegations.js';
import { RolesOfPeople1793500023000 } from './1793500023000-roles-of-people.js';
import { Approvals1793500025000 } from './1793500025000-approvals.js';
import { ApprovalWithdrawals1793500027000 } from './1793500027000-approval-withdrawals.js';
import { ClientIndexes1793500026000 } from './1793500026000-client-indexes.js';
import { Evolution1793500050000 } from './1793500050000-evolution.js';
import { CountingGuards1793500055000 } from './1793500055000-counting-guards.js';
import { EvolutionEvidence1793500056000 } from './1793500056000-evolution-evidence.js';
import { LegalHolds1793500060000 } from './1793500060000-legal-holds.js';
import { Freezes1793500061000 } from './1793500061000-freezes.js';
import { PromotionsTakenUp1793500062000 } from './1793500062000-promotions-taken-up.js';
import { SecurityEventEntries1793500029000 } from './1793500029000-security-event-entries.js';
import { PolicyLife1793500030000 } from './1793500030000-policy-life.js';
import { Labels1793500031000 } from './1793500031000-labels.js';
import { WhoStandsBehind1793500036000 } from './1793500036000-who-stands-behind.js';
import { Simulations1793500040000 } from './1793500040000-simulations.js';

/** Every change of the tables, in its order; never edited once released. */
export const MIGRATIONS = [
  RuleVersions1793500000000,
  Authentication1793500001000,
  Constitution1793500002000,
  Policies1793500003000,
  Decisions1793500004000,
  Search1793500010000,
  CacheEpochs1793500012000,
  Log1793500013000,
  Erasures1793500014000,
  CanonicalDecisions1793500015000,
  DroppedPartitions1793500016000,
  FurtherErasures1793500017000,
  People1793500020000,
  SignIn1793500020100,
  OAuthRecords1793500021000,
  ClientsOfPeople1793500021100,
  SigningKeyRotation1793500021200,
  Revocations1793500022000,
  SecurityEvents1793500022100,
  Agents1793500022200,
  ApiKeys1793500022300,
  Delegations1793500022400,
  RolesOfPeople1793500023000,
  Approvals1793500025000,
  ApprovalWithdrawals1793500027000,
  SecurityEventEntries1793500029000,
  PolicyLife1793500030000,
  Labels1793500031000,
  WhoStandsBehind1793500036000,
  Simulations1793500040000,
  Evolution1793500050000,
  CountingGuards1793500055000,
  EvolutionEvidence1793500056000,
  LegalHolds1793500060000,
  Freezes1793500061000,
  PromotionsTakenUp1793500062000,
] as const;

/**
 * Indexes of tables that may be large already, made while others write, once all changes of the tables are there. They
 * run outside of transactions, so each must do the right thing when it is run again after an interruption.
 */
export const INDEX_MIGRATIONS = [SearchIndexes1793500011000, ClientIndexes1793500026000] as const;
