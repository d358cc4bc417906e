import { z } from 'zod';

/** `*` stands for any run of characters, none included; everything else stands for itself. */
export const GlobSchema = z
  .string()
  .min(1)
  .max(256)
  .refine((glob) => glob.split('*').length <= 9, 'may hold at most 8 stars')
  .meta({ description: 'Glob: `*` stands for any run of characters', examples: ['send_*'] });
