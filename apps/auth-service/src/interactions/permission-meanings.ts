import type { Permission } from '@acgs/contracts';

/** What a client may do with each, in words for the person who is asked. */
export const PERMISSION_MEANINGS: Readonly<Record<Permission, string>> = {
  'constitution:read': 'read the constitution',
  'constitution:ratify': 'change the constitution',
  'policies:read': 'read policies',
  'policies:write': 'write policies',
  'policies:propose': 'propose policies in the name of others',
  'policies:activate': 'put policies of others in force, or refuse them',
  'policies:activate-own': 'put its own policies in force',
  'policies:roll-back': 'put the policies of before back in force',
  'decisions:create': 'ask for decisions',
  'decisions:on-behalf': 'ask for decisions in the name of anybody',
  'decisions:read': 'read all recorded decisions',
  'decisions:label': 'say what decisions should have been',
  'decisions:erase': 'erase personal data in recorded decisions',
  'operations:read': 'see how the services are doing',
  'cache:read': 'see figures of the caches',
  'cache:invalidate': 'empty the caches',
  'log:read': 'read the log',
  'log:any-tenant': 'read the log of every tenant',
  'log:witness': 'bring signatures of witnesses to the log',
  'log:rotate-keys': 'change the keys of the log',
  'approvals:read': 'read approvals',
  'approvals:answer': 'answer approvals in your name',
  'users:read': 'see who is here',
  'users:write': 'invite people, disable them, and sign them out',
  'roles:grant': 'give roles to people and take them away',
  'clients:read': 'see clients',
  'clients:write': 'change clients',
  'agents:read': 'see agents',
  'agents:write': 'change agents of anybody',
  'agents:register': 'register agents in your name',
  'api-keys:write': 'make API keys in your name',
  'delegations:grant': 'let agents act for you',
  'security-events:read': 'read security events',
  'signing-keys:rotate': 'change the keys that sign access tokens',
  'tenants:any': 'read and do the same for every tenant',
};

/** Those of OpenID Connect. */
export const SCOPE_MEANINGS: Readonly<Record<string, string>> = {
  openid: 'know that it is you',
  profile: 'know your name',
  email: 'know your e-mail address',
  offline_access: 'go on while you are away, until you sign out or change your password',
};
