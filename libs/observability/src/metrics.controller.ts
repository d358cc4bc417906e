import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MetricsExposition } from './metrics-exposition.js';

@Controller('metrics')
@ApiExcludeController()
@Public()
@WithoutConstitutionalHash()
export class MetricsController {
  constructor(private readonly exposition: MetricsExposition) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async expose(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.exposition.contentType);
    return await this.exposition.text();
  }
}
