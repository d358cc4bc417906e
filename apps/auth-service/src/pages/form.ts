import { ValidationFailedError, faultsOf } from '@acgs/service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FormTooLargeError, NotAFormError } from './page.errors.js';

const FORM_BYTES_MAX = 16_384;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;

/** Wrapped, since Nest would take a bare zod schema for a pipe. */
interface FormOptions {
  readonly fields: z.ZodType;
}

const formOf = createParamDecorator(async ({ fields }: FormOptions, context: ExecutionContext) =>
  parsed(fields, await readForm(context.switchToHttp().getRequest<FastifyRequest>())),
);

/**
 * The fields of a form as the schema has them. Forms stay unread until here, since oidc-provider reads its own.
 *
 * @throws ValidationFailedError for a field that is unknown, missing, or there twice
 */
export const Form = (fields: z.ZodType): ParameterDecorator => formOf({ fields });

function parsed(schema: z.ZodType, fields: URLSearchParams): unknown {
  const names = [...fields.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new ValidationFailedError([{ path: `/${twice}`, message: 'is there twice' }]);
  const result = schema.safeParse(Object.fromEntries(fields));
  if (result.success) return result.data;
  throw new ValidationFailedError(faultsOf(result.error.issues));
}

async function readForm({ headers, raw }: FastifyRequest): Promise<URLSearchParams> {
  if (!FORM_TYPE.test(headers['content-type'] ?? '')) throw new NotAFormError();
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of raw as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > FORM_BYTES_MAX) throw new FormTooLargeError();
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
