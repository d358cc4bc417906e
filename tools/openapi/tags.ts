/** In the order in which a reader meets them. */
export const TAGS: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'tokens', description: 'Who is asking: access tokens, and the keys that verify them' },
  { name: 'people', description: 'Persons: invited, with roles, signed in and out' },
  { name: 'identities', description: 'Agents, keys and delegations, and what happened to them' },
  { name: 'decisions', description: 'May this be done? Asked, recorded, explained, proven' },
  { name: 'approvals', description: 'What people answer to what was escalated' },
  { name: 'labels', description: 'What the right outcomes of decisions would have been' },
  { name: 'legal-holds', description: 'What is kept past its time' },
  { name: 'AuthZEN', description: 'The same questions in the words of OpenID AuthZEN 1.0' },
  { name: 'batch', description: 'Many requests in one' },
  { name: 'policies', description: 'The rules that teams own' },
  { name: 'simulations', description: 'Other rules, tried on what was recorded' },
  { name: 'evolution', description: 'Better settings of policies, searched for on labelled decisions' },
  { name: 'constitution', description: 'The principles that no policy overrides' },
  { name: 'log', description: 'The record that outsiders verify (RFC 6962, C2SP)' },
  { name: 'integrity', description: 'Keys, digests and verification' },
  { name: 'operations', description: 'What operators ask of all services at once' },
];
