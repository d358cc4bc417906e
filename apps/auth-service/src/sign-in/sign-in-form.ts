import { z } from 'zod';

const form = z.string();
const pending = z.string();
const code = z.string().max(32);

/** A step of signing in, as a form tells it. */
export const SIGN_IN_STEPS = [
  z.strictObject({
    step: z.literal('password'),
    form,
    email: z.string().max(254),
    password: z.string().max(1024),
  }),
  z.strictObject({ step: z.literal('code'), form, pending, code }),
  z.strictObject({ step: z.literal('enrol'), form, pending, enrolment: z.string(), code }),
  z.strictObject({ step: z.literal('kept'), form, pending }),
] as const;

export const SignInFormSchema = z.discriminatedUnion('step', SIGN_IN_STEPS);
export type SignInForm = z.infer<typeof SignInFormSchema>;
