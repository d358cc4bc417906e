import { Public } from '@acgs/access';
import {
  type RevocationNews,
  type RevocationsQuery,
  RevocationsQuerySchema,
  RevocationsSchema,
} from '@acgs/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RevocationsRepository } from './revocations.repository.js';

/** For those who verify tokens without a database, the gateway first of all. */
@Controller('oauth/revocations')
@ApiTags('tokens')
@Public()
export class RevocationsController {
  constructor(private readonly revocations: RevocationsRepository) {}

  @Get()
  @ApiOperation({ operationId: 'listRevocations', summary: 'Tokens that are accepted no more, as hashes' })
  @ApiOkResponse({ standardSchema: RevocationsSchema })
  list(@Query({ schema: RevocationsQuerySchema }) { after }: RevocationsQuery): Promise<RevocationNews> {
    return this.revocations.after(after);
  }
}
