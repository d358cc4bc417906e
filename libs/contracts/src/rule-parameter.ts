import { z } from 'zod';
import { GlobSchema } from './glob.js';

const DECLARED_MAX = 32;

/** As CEL takes it after `params.`: no dash, and no dot. */
const ParameterNameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    'must be 1 to 64 letters, digits or underscores, and start with a letter',
  );

interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

const isInside = ({ min, max, default: value }: Range): boolean => min <= value && value <= max;
const OUTSIDE = { message: 'must be from min to max', path: ['default'] };

const DoubleParameterSchema = z
  .strictObject({ type: z.literal('double'), min: z.number(), max: z.number(), default: z.number() })
  .refine(isInside, OUTSIDE)
  .meta({ id: 'DoubleParameter' });

const IntParameterSchema = z
  .strictObject({ type: z.literal('int'), min: z.int(), max: z.int(), default: z.int() })
  .refine(isInside, OUTSIDE)
  .meta({ id: 'IntParameter' });

const text = z.string().max(256);

const StringParameterSchema = z
  .strictObject({ type: z.literal('string'), values: z.array(text).min(1).max(100), default: text })
  .refine(({ values, default: value }) => values.includes(value), {
    message: 'must be one of the values',
    path: ['default'],
  })
  .meta({ id: 'StringParameter' });

const BoolParameterSchema = z
  .strictObject({ type: z.literal('bool'), default: z.boolean() })
  .meta({ id: 'BoolParameter' });

const RuleParameterSchema = z
  .discriminatedUnion('type', [
    DoubleParameterSchema,
    IntParameterSchema,
    StringParameterSchema,
    BoolParameterSchema,
  ])
  .meta({
    id: 'RuleParameter',
    description: 'Its value is the default of this version; a search may try others within the bounds',
  });
export type RuleParameter = z.infer<typeof RuleParameterSchema>;

export const RuleParametersSchema = z
  .record(ParameterNameSchema, RuleParameterSchema)
  .refine((parameters) => Object.keys(parameters).length <= DECLARED_MAX, {
    message: `must be ${String(DECLARED_MAX)} parameters at most`,
  });
export type RuleParameters = z.infer<typeof RuleParametersSchema>;

/** What no parameter of that name may leave, in the policies whose ids match. */
export const ParameterBoundSchema = z
  .strictObject({
    policies: z.array(GlobSchema).min(1).max(100).default(['*']).meta({ description: 'Ids of policies' }),
    parameter: ParameterNameSchema,
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'must have a min or a max')
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, {
    message: 'must not be below min',
    path: ['max'],
  })
  .meta({ id: 'ParameterBound' });
