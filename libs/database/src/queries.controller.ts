import { RequirePermission } from '@acgs/access';
import { type SlowQueries, SlowQueriesSchema } from '@acgs/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { QueryMonitor } from './query-monitor.js';

@Controller('admin/queries')
@ApiTags('operations')
export class QueriesController {
  constructor(private readonly monitor: QueryMonitor) {}

  @Get()
  @RequirePermission('operations:read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'listSlowQueries', summary: 'Statements of this process that took long' })
  @ApiOkResponse({ standardSchema: SlowQueriesSchema })
  list(): SlowQueries {
    return this.monitor.list();
  }
}
