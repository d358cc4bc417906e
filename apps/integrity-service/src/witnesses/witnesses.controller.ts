import { Public, RequirePermission } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import {
  type CosignatureRequest,
  CosignatureRequestSchema,
  type Cosignatures,
  CosignaturesSchema,
} from '@acgs/contracts';
import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { WitnessesService } from './witnesses.service.js';

@Controller()
@ApiTags('log')
export class WitnessesController {
  constructor(private readonly witnesses: WitnessesService) {}

  @Post('log/witness')
  @HttpCode(200)
  @RequirePermission('log:witness')
  @ApiOperation({
    operationId: 'addCosignatures',
    summary: 'Bring the cosignatures of witnesses (C2SP tlog-cosignature)',
  })
  @ApiOkResponse({ standardSchema: CosignaturesSchema })
  accept(
    @Body({ schema: CosignatureRequestSchema }) { checkpoint }: CosignatureRequest,
  ): Promise<Cosignatures> {
    return this.witnesses.accept(checkpoint);
  }

  @Get('checkpoint/witnessed')
  @Public()
  @WithoutConstitutionalHash()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'A signed note' })
  @ApiOperation({
    operationId: 'getWitnessedCheckpoint',
    security: [],
    summary: 'The largest checkpoint that witnesses have cosigned',
  })
  witnessed(): Promise<string> {
    return this.witnesses.witnessed();
  }
}
