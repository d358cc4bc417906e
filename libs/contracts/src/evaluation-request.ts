import { z } from 'zod';

const properties = z.record(z.string().max(256), z.unknown());
const type = z.string().min(1).max(128);
/** Short enough to be indexed whatever its characters. */
const id = z.string().min(1).max(512);

/** The information model of OpenID AuthZEN 1.0, section 5; its four members are the four CEL variables. */
export const EvaluationRequestSchema = z
  .strictObject({
    subject: z.strictObject({ type, id, properties: properties.default({}) }),
    action: z.strictObject({ name: z.string().min(1).max(256), properties: properties.default({}) }),
    resource: z.strictObject({ type, id, properties: properties.default({}) }),
    context: properties.default({}),
  })
  .meta({ id: 'EvaluationRequest' });
export type EvaluationRequest = z.infer<typeof EvaluationRequestSchema>;
