const OUTBOX =
  'puts an entry into the outbox, in the transaction and the tenant of its row: a distributed statement within a statement on a shard';
const FORGETS = 'blanks what was erased in other distributed tables, all of the same tenant';
const KEEPS = 'looks at its own row, or refuses the statement: runs on a shard as it does here';

/**
 * What breaks a constraint of Citus today, as `breachesOf` names it, with the reason. Triggers need
 * `citus.enable_unsafe_triggers`; those that write to another table `citus.allow_nested_distributed_execution` as well, or
 * their statement moved into the service. docs/scale.md tells what follows from each.
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'key auth_service.users.users_id_key': 'a subject is looked up before its tenant is known; ids are random',
  'key auth_service.api_keys.api_keys_id_key':
    'a key is looked up before its tenant is known; ids are random',
  'sequence acgs.outbox.id': 'names a row for its removal, and orders what one connection committed',
  'sequence governance_engine.labels.id': 'the latest label of a decision is the one that counts',
  'writes auth_service.security_events.security_event_is_logged': OUTBOX,
  'trigger auth_service.users.roles_are_separated': 'reads a reference table, which each node has',
  'writes constitutional_core.versions.constitution_version_is_logged': OUTBOX,
  'trigger constitutional_core.versions.versions_are_immutable': KEEPS,
  'writes ec_service.evidence_cases.erased_is_not_kept': FORGETS,
  'trigger governance_engine.approvals.answers_are_kept': KEEPS,
  'writes governance_engine.approvals.approval_is_logged': OUTBOX,
  'writes governance_engine.approvals.withdrawal_is_logged': OUTBOX,
  'trigger governance_engine.approvals.withdrawals_are_kept': KEEPS,
  'writes governance_engine.decisions.decisions_are_logged': OUTBOX,
  'writes governance_engine.erasures.erasure_is_logged': OUTBOX,
  'writes governance_engine.erasures.evidence_is_forgotten': FORGETS,
  'writes governance_engine.erasures.flips_are_forgotten': FORGETS,
  'writes governance_engine.erasures.label_reasons_are_forgotten': FORGETS,
  'writes governance_engine.erasures.notes_are_forgotten': FORGETS,
  'writes governance_engine.further_erasures.evidence_is_forgotten': FORGETS,
  'writes governance_engine.further_erasures.flips_are_forgotten': FORGETS,
  'writes governance_engine.further_erasures.further_erasure_is_logged': OUTBOX,
  'writes governance_engine.further_erasures.label_reasons_are_forgotten': FORGETS,
  'writes governance_engine.further_erasures.notes_are_forgotten': FORGETS,
  'writes governance_engine.freezes.freeze_placed_is_logged': OUTBOX,
  'writes governance_engine.freezes.freeze_lifted_is_logged': OUTBOX,
  'trigger governance_engine.freezes.freezes_are_kept': KEEPS,
  'trigger governance_engine.labels.labels_are_kept': KEEPS,
  'writes governance_engine.legal_holds.legal_hold_placed_is_logged': OUTBOX,
  'writes governance_engine.legal_holds.legal_hold_released_is_logged': OUTBOX,
  'trigger governance_engine.legal_holds.legal_holds_are_kept': KEEPS,
  'writes governance_engine.policies.activation_is_followed':
    'writes the activation and the states of the versions, all of the same tenant',
  'trigger governance_engine.policy_activations.activations_are_immutable': KEEPS,
  'writes governance_engine.policy_activations.policy_activation_is_logged': OUTBOX,
  'writes governance_engine.policy_sets.policy_set_is_logged': OUTBOX,
  'trigger governance_engine.policy_versions.versions_are_immutable': KEEPS,
  'trigger integrity_service.entries.entries_are_immutable': KEEPS,
};
