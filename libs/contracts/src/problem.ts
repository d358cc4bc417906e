import { z } from 'zod';

export const FaultSchema = z
  .strictObject({
    path: z
      .string()
      .meta({ description: 'JSON Pointer (RFC 6901) into the body, or the name of a parameter' }),
    message: z.string(),
    line: z.int().optional().meta({ description: 'Line in the condition, from 1' }),
    column: z.int().optional().meta({ description: 'Column in the condition, from 1' }),
    suggestion: z.string().optional(),
  })
  .meta({ id: 'Fault' });
export type Fault = z.infer<typeof FaultSchema>;

export const ProblemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    faults: z.array(FaultSchema).optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details, RFC 9457' });
export type Problem = z.infer<typeof ProblemSchema>;
