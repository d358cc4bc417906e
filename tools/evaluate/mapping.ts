import { z } from 'zod';
import { EvaluationInputError } from './evaluation-input.errors.js';
import { readInput } from './input-file.js';
import { parsePath, PathSyntaxError } from './path.js';
import { type Suite } from './suite.js';

const PathSchema = z.string().transform((text, context) => {
  try {
    return parsePath(text);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});
const PathsSchema = z.union([PathSchema.transform((path) => [path]), z.array(PathSchema).min(1)]);
const NameSchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a name that CEL can read');

/** The one value at a path. */
const ValueFactSchema = z.strictObject({ value: PathSchema });
/** The distinct scalars at some paths. */
const ListFactSchema = z.strictObject({ list: PathsSchema });
/** Objects with the named fields, as a list, or by the text of their key. */
const RecordsFactSchema = z.strictObject({
  records: PathsSchema,
  key: PathSchema.optional(),
  fields: z.record(NameSchema, PathSchema),
});
const FactSchema = z.union([ValueFactSchema, ListFactSchema, RecordsFactSchema], {
  error: 'must be one of {value: path}, {list: paths}, {records: paths, key: path, fields: {name: path}}',
});
export type Fact = z.infer<typeof FactSchema>;
export type RecordsFact = z.infer<typeof RecordsFactSchema>;

const ToolSchema = z.strictObject({
  writes: z.boolean(),
  resource: z.strictObject({
    type: z.string().min(1).max(128),
    id: PathsSchema.optional(),
    record: NameSchema.optional(),
  }),
});
export type ToolMapping = z.infer<typeof ToolSchema>;

/** What the evaluation must know of a suite beside the rules; docs/evaluation.md explains each member. */
export const MappingSchema = z
  .strictObject({
    tools: z.record(z.string().min(1), ToolSchema),
    facts: z.record(NameSchema, FactSchema),
    untrusted: z.array(PathSchema),
  })
  .superRefine(({ tools, facts }, context) => {
    for (const [name, { resource }] of Object.entries(tools)) {
      if (resource.record === undefined) continue;
      const fact = facts[resource.record];
      if (fact !== undefined && 'records' in fact && fact.key !== undefined) continue;
      const message = `"${resource.record}" is not a fact with records and a key`;
      context.addIssue({ code: 'custom', path: ['tools', name, 'resource', 'record'], message });
    }
  });
export type Mapping = z.infer<typeof MappingSchema>;

export function readMapping(file: string): Promise<Mapping> {
  return readInput(file, MappingSchema);
}

/** The entry for a tool: its own name first, else the longest name whose `*` fit, else null. */
export function toolMapping(mapping: Mapping, tool: string): ToolMapping | null {
  const own = Object.hasOwn(mapping.tools, tool) ? mapping.tools[tool] : undefined;
  if (own !== undefined) return own;
  const globs = Object.entries(mapping.tools)
    .filter(([name]) => fits(name.split('*'), tool))
    .sort(([a], [b]) => b.length - a.length);
  return globs[0]?.[1] ?? null;
}

function fits(parts: readonly string[], tool: string): boolean {
  const pattern = parts.map((part) => part.replace(/[^A-Za-z0-9_]/g, String.raw`\$&`)).join('.*');
  return new RegExp(`^${pattern}$`, 's').test(tool);
}

/** @throws EvaluationInputError naming every tool of the suite that the mapping leaves out. */
export function requireEveryTool(file: string, mapping: Mapping, suite: Suite): void {
  const used = suite.tasks.flatMap(({ calls }) => calls.map(({ tool }) => tool));
  const names = new Set([...suite.tools.map(({ name }) => name), ...used]);
  const missing = [...names].filter((name) => toolMapping(mapping, name) === null);
  if (missing.length === 0) return;
  throw new EvaluationInputError(
    file,
    missing.map((name) => `tools: nothing is said of "${name}", a tool of the suite "${suite.suite}"`),
  );
}
