import { z } from 'zod';
import { ConstitutionVersionSchema } from './constitution.js';
import { PinsSchema } from './decision.js';
import { PolicyVersionSchema } from './policy.js';

/** What decisions of now are made from, whole: compiled again, it gives the same outcomes under the same pins. */
export const ActiveRuleSetSchema = z
  .strictObject({
    pins: PinsSchema,
    constitution: ConstitutionVersionSchema.nullable(),
    policies: z.array(PolicyVersionSchema.pick({ version: true, digest: true, document: true })),
  })
  .meta({ id: 'ActiveRuleSet' });
export type ActiveRuleSet = z.infer<typeof ActiveRuleSetSchema>;
