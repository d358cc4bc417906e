import { z } from 'zod';

const FIELD =
  /^\/(?:(?:subject|resource)\/(?:type|id)|action\/name|(?:(?:subject|action|resource)\/properties|context)\/[^,\s]+)$/;

/**
 * The variable `LOG_PERSONAL_FIELDS`: JSON Pointers (RFC 6901) into evaluation requests, with commas between them. What is
 * found there is personal: the log has a commitment to it alone, and an erasure takes it out of what is recorded. A
 * request whose fields are replaced by a text is still one, so whole objects that it must have cannot be named.
 */
export const personalFieldsVariable = z
  .string()
  .refine((list) => list.split(',').every((pointer) => FIELD.test(pointer)), {
    error:
      'must be JSON Pointers to ids, types, names, or into properties or context, with commas between them',
  })
  .optional()
  .transform((list): readonly string[] => list?.split(',') ?? []);
