import { z } from 'zod';

export const OutcomeSchema = z.enum(['allow', 'deny', 'escalate']).meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof OutcomeSchema>;
