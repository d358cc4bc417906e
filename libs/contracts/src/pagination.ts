import { z } from 'zod';
import { VersionParameterSchema } from './identifiers.js';

const PAGE_LIMIT_DEFAULT = 50;
const PAGE_LIMIT_MAX = 500;

const digits = (value: unknown): unknown =>
  typeof value === 'string' && /^[0-9]{1,9}$/.test(value) ? Number(value) : value;

/** What a list is filtered by. PostgreSQL's texts have no NUL. */
export const filterText = (most: number): z.ZodString =>
  z
    .string()
    .max(most)
    .regex(/^[^\0]*$/, 'must not contain NUL');

/** The words to look for, as in a search engine: `or`, `-word` and `"several words"` work. */
export const SearchTextSchema = filterText(256)
  .min(1)
  .optional()
  .meta({ description: 'Words to look for; `or`, `-word` and `"several words"` work' });

/** Query parameters of every list: keyset pagination, so a page costs the same however deep it lies. */
export const pageQueryFields = {
  limit: z
    .preprocess(digits, z.int('must be a whole number in decimal digits').min(1).max(PAGE_LIMIT_MAX))
    .default(PAGE_LIMIT_DEFAULT),
  cursor: filterText(256).optional().meta({ description: '`nextCursor` of the page before' }),
};

export const PageQuerySchema = z.strictObject(pageQueryFields);

/** Pages of versions, newest first: the cursor is a version number. */
export const VersionPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: VersionParameterSchema.optional().meta({ description: '`nextCursor` of the page before' }),
});
export type VersionPageQuery = z.infer<typeof VersionPageQuerySchema>;

/** `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{
  items: z.ZodArray<Item>;
  nextCursor: z.ZodNullable<z.ZodString>;
}> {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
