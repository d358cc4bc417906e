import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

/** Documents a route whose answer has an `ETag`. */
export const Conditional = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: 'if-none-match', required: false, description: '`ETag` of what the caller has' }),
    ApiResponse({ status: 304, description: 'The caller has it already' }),
  );
