import { z } from 'zod';

/** What z.toJSONSchema tells of a variable, with the words of its `.meta()`. */
const VariableSchema = z.object({
  /** What it is for, in Markdown; links are as from docs/. */
  description: z.string().min(1),
  /** What is accepted, where the schema alone can't tell. */
  accepts: z.string().min(1).optional(),
  /** What holds without it, where the schema has no default. */
  unset: z.string().min(1).optional(),
  default: z.union([z.string(), z.number()]).optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
});
type Variable = z.infer<typeof VariableSchema>;

/** One environment variable of a service, as the cells of its row. */
export interface Setting {
  readonly name: string;
  readonly byDefault: string;
  readonly type: string;
  readonly meaning: string;
}

/**
 * The variables that a service's schema declares, in its order.
 *
 * @throws Error that names a variable of which something is not told
 */
export function settingsOf(schema: z.ZodType): Setting[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { data, error } = VariableSchema.safeParse(property);
    if (data === undefined) throw new Error(`${name} lacks words in .meta(): ${z.prettifyError(error)}`);
    return {
      name,
      byDefault: byDefaultOf(name, data),
      type: typeOf(data),
      meaning: data.description,
    };
  });
}

function byDefaultOf(name: string, { default: value, unset }: Variable): string {
  if (value !== undefined && unset === undefined) return `\`${String(value)}\``;
  if (value === undefined && unset !== undefined) return unset;
  throw new Error(`${name} needs a default, or "unset" in .meta(), and not both`);
}

function typeOf({
  accepts,
  type,
  enum: values,
  minimum,
  maximum,
  minLength = 0,
  maxLength,
}: Variable): string {
  if (accepts !== undefined) return accepts;
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'integer' || type === 'number')
    return `${type === 'integer' ? 'whole number' : 'number'}, ${String(minimum)} to ${String(maximum)}`;
  if (maxLength !== undefined) return `text, ${String(minLength)} to ${String(maxLength)} characters`;
  return minLength > 1 ? `text, ${String(minLength)} characters or more` : 'text';
}
