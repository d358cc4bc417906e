import { z } from 'zod';
import { SIGN_IN_STEPS } from '../sign-in/sign-in-form.js';

const form = z.string();

/** What the pages of an interaction send: steps of signing in, or an answer. */
export const InteractionFormSchema = z.discriminatedUnion('step', [
  ...SIGN_IN_STEPS,
  z.strictObject({ step: z.literal('allow'), form }),
  z.strictObject({ step: z.literal('refuse'), form }),
]);
export type InteractionForm = z.infer<typeof InteractionFormSchema>;
