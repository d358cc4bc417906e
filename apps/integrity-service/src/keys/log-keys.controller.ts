import { Public, RequirePermission } from '@acgs/access';
import {
  type LogKeyRotation,
  LogKeyRotationSchema,
  type LogKeys as LogKeyList,
  LogKeysSchema,
} from '@acgs/contracts';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LogKeys } from './log-keys.js';

@Controller('integrity/keys')
@ApiTags('integrity')
export class LogKeysController {
  constructor(private readonly keys: LogKeys) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'getLogKeys',
    security: [],
    summary: 'The keys that sign checkpoints, and those that did',
    description: 'Whoever verifies pins a key that reached them by another way than this one.',
  })
  @ApiOkResponse({ standardSchema: LogKeysSchema })
  list(): Promise<LogKeyList> {
    return this.keys.list();
  }

  @Post('rotation')
  @HttpCode(200)
  @RequirePermission('log:rotate-keys')
  @ApiOperation({
    operationId: 'rotateLogKey',
    summary: 'Make a new key; both sign until the overlap is over',
  })
  @ApiOkResponse({ standardSchema: LogKeysSchema })
  rotate(@Body({ schema: LogKeyRotationSchema }) { overlapSeconds }: LogKeyRotation): Promise<LogKeyList> {
    return this.keys.rotate(overlapSeconds);
  }
}
