import { Authenticated } from '@acgs/access';
import { type Batch, type BatchAnswers, BatchAnswersSchema, BatchSchema } from '@acgs/contracts';
import { CallerGone, Deadline, RequestDeadline } from '@acgs/http-client';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { BatchService } from './batch.service.js';

@Controller('batch')
@ApiTags('batch')
export class BatchController {
  constructor(private readonly batches: BatchService) {}

  @Post()
  @HttpCode(200)
  @Authenticated()
  @ApiOperation({ operationId: 'sendBatch', summary: 'Up to 50 requests in one, each answered for itself' })
  @ApiOkResponse({ standardSchema: BatchAnswersSchema })
  async send(
    @Body({ schema: BatchSchema }) batch: Batch,
    @Req() request: FastifyRequest,
    @RequestDeadline() deadline: Deadline,
    @CallerGone() gone: AbortSignal,
  ): Promise<BatchAnswers> {
    return { responses: await this.batches.run(batch, request, deadline, gone) };
  }
}
