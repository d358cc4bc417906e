import { z } from 'zod';
import { RoleSchema, separatedAmong, STEP_UP_PERMISSIONS } from './access.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';
import { type Permission, PermissionSchema } from './permission.js';

const YEAR_MILLISECONDS = 366 * 86_400_000;

/** Words for people: one line, without control characters. */
export const labelText = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');

/** Lies ahead, and not further than that; `most` in milliseconds. */
export const futureTime = (most: number): z.ZodType<string, string> =>
  z.iso.datetime().refine(
    (text) => {
      const ahead = Date.parse(text) - Date.now();
      return ahead > 0 && ahead <= most;
    },
    `must lie ahead, by ${String(most / 86_400_000)} days at most`,
  );

/** A person grants delegations with a second factor; an agent passes on what it was given, and a program has none. */
const PASSES_ON: Permission = 'delegations:grant';

/** Those that may be given on by name: none that needs a person's second factor, but for passing delegations on. */
export const DelegablePermissionSchema = z
  .enum(
    PermissionSchema.options.filter(
      (permission) => permission === PASSES_ON || !STEP_UP_PERMISSIONS.has(permission),
    ),
  )
  .meta({ id: 'DelegablePermission' });

/** Those that may be given to a program: none that needs a person's second factor. */
export const AgentRoleSchema = RoleSchema.extract(['agent', 'author', 'auditor', 'operator']).meta({
  id: 'AgentRole',
});

export const AgentRegistrationSchema = z
  .strictObject({
    name: labelText(128),
    purpose: labelText(1000),
    roles: z
      .array(AgentRoleSchema)
      .max(4)
      .refine((roles) => separatedAmong(roles) === null, 'must not be roles that nobody holds together')
      .default(['agent']),
    permissions: z.array(DelegablePermissionSchema).max(32).default([]),
    expiresAt: futureTime(YEAR_MILLISECONDS),
  })
  .meta({ id: 'AgentRegistration' });
export type AgentRegistration = z.infer<typeof AgentRegistrationSchema>;

export const AgentSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'Also its client id, and the subject of its tokens' }),
    name: z.string(),
    purpose: z.string(),
    owner: z.string().meta({ description: 'Who registered it: the id of a person or a client' }),
    roles: z.array(RoleSchema),
    permissions: z.array(PermissionSchema),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Agent' });
export type Agent = z.infer<typeof AgentSchema>;

export const AgentWithSecretSchema = AgentSchema.extend({
  secret: z.string().meta({ description: 'Shown this once' }),
}).meta({ id: 'AgentWithSecret' });
export type AgentWithSecret = z.infer<typeof AgentWithSecretSchema>;

export const AgentParametersSchema = z.strictObject({ agentId: z.uuid() });
export type AgentParameters = z.infer<typeof AgentParametersSchema>;

export const AgentPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: z.uuid().optional().meta({ description: '`nextCursor` of the page before' }),
  owner: filterText(1024).optional(),
});
export type AgentPageQuery = z.infer<typeof AgentPageQuerySchema>;

export const AgentPageSchema = pageOf(AgentSchema).meta({ id: 'AgentPage' });
export type AgentPage = z.infer<typeof AgentPageSchema>;
