import { z } from 'zod';

const form = z.string();
const code = z.string().max(32);

export const AccountFormSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('sign-out'), form }),
  z.strictObject({ action: z.literal('end-others'), form }),
  z.strictObject({ action: z.literal('end'), form, session: z.uuid() }),
]);
export type AccountForm = z.infer<typeof AccountFormSchema>;

export const PasswordChangeFormSchema = z.strictObject({
  form,
  current: z.string().max(1024),
  password: z.string(),
  repeated: z.string(),
});
export type PasswordChangeForm = z.infer<typeof PasswordChangeFormSchema>;

export const SecondFactorFormSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('add'),
    form,
    enrolment: z.string(),
    password: z.string().max(1024),
    code,
  }),
  z.strictObject({ action: z.literal('remove'), form, code }),
]);
export type SecondFactorForm = z.infer<typeof SecondFactorFormSchema>;
