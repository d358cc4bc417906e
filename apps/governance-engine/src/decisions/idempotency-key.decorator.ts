import { IdempotencyKeySchema } from '@acgs/contracts';
import { ValidationFailedError } from '@acgs/service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const HEADER = 'Idempotency-Key';

/** The header in the OpenAPI document. */
export const IDEMPOTENCY_KEY_HEADER = {
  name: HEADER,
  required: false,
  description:
    'The same key and body give the same decision; the same key and another body are refused with 422',
};

/** The header of draft-ietf-httpapi-idempotency-key-header. @throws ValidationFailedError when it has another form */
export const IdempotencyKey: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext): string | undefined => {
    const given = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
    const { success, data } = IdempotencyKeySchema.safeParse(given);
    if (success) return data;
    throw new ValidationFailedError([{ path: HEADER, message: 'must be 1 to 255 visible ASCII characters' }]);
  },
);
