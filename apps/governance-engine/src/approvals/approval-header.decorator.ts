import { ApprovalHeaderSchema } from '@acgs/contracts';
import { ValidationFailedError } from '@acgs/service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const HEADER = 'Approval';

/** The header in the OpenAPI document. */
export const APPROVAL_HEADER = {
  name: HEADER,
  required: false,
  schema: { type: 'string', format: 'uuid' },
  description:
    'The id of the decision by which the same request was escalated, once it is approved. The approval is used up by the decision that is made',
} as const;

/** @throws ValidationFailedError when it is no id of a decision */
export const ApprovalHeader: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext): string | undefined => {
    const given = headerOf(context);
    if (given === undefined) return undefined;
    const { success, data } = ApprovalHeaderSchema.safeParse(given);
    if (success) return data;
    throw new ValidationFailedError([{ path: HEADER, message: 'must be the id of an escalated decision' }]);
  },
);

/** For routes that make many decisions: which of them an approval is for, one header can't tell. */
export const NoApprovalHeader: () => ParameterDecorator = createParamDecorator(
  (_: undefined, context: ExecutionContext): void => {
    if (headerOf(context) === undefined) return;
    const message = 'is for a single decision: send the approved request alone';
    throw new ValidationFailedError([{ path: HEADER, message }]);
  },
);

const headerOf = (context: ExecutionContext): unknown =>
  context.switchToHttp().getRequest<FastifyRequest>().headers.approval;
