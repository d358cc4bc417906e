import { z } from 'zod';
import { tenantField } from './access.js';
import { IdentifierSchema, VersionParameterSchema } from './identifiers.js';

const LONGEST_MINUTES = 60;
const MINUTE = 60 * 1000;

/** NaN, which compares with nothing, where one of them is no time. */
const lengthOf = ({ from, to }: { readonly from: string; readonly to: string }): number =>
  Date.parse(to) - Date.parse(from);

export const DecisionOutcomesQuerySchema = z
  .strictObject({
    policy: IdentifierSchema,
    version: VersionParameterSchema,
    from: z.iso.datetime({ offset: true }).meta({ description: 'Decided at or after' }),
    to: z.iso
      .datetime({ offset: true })
      .meta({ description: 'Decided before; one hour after `from` at most' }),
    ...tenantField,
  })
  .refine((times) => !(lengthOf(times) <= 0), { path: ['to'], error: 'must be after from' })
  .refine((times) => !(lengthOf(times) > LONGEST_MINUTES * MINUTE), {
    path: ['to'],
    error: `must be ${String(LONGEST_MINUTES)} minutes after from at most: count longer times in slices, and add up`,
  });
export type DecisionOutcomesQuery = z.infer<typeof DecisionOutcomesQuerySchema>;

const ActionOutcomesSchema = z
  .strictObject({
    action: z.string(),
    allow: z.int(),
    deny: z.int(),
    escalate: z.int(),
    harmful: z.int().meta({ description: 'Allowed, where the label says that to deny was right' }),
    labelled: z.int().meta({
      description: 'Those whose current labels of reviewers and suites agree; reports do not count',
    }),
  })
  .meta({ id: 'ActionOutcomes' });
export type ActionOutcomes = z.infer<typeof ActionOutcomesSchema>;

export const DecisionOutcomesSchema = z
  .strictObject({
    total: z.int(),
    actions: z.array(ActionOutcomesSchema).meta({ description: 'The 1000 most frequent, those first' }),
  })
  .meta({
    id: 'DecisionOutcomes',
    description: 'Of the decisions whose pins have the version of the policy',
  });
export type DecisionOutcomes = z.infer<typeof DecisionOutcomesSchema>;
