import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type Freeze,
  type FreezeDraft,
  FreezeDraftSchema,
  type FreezeLift,
  FreezeLiftSchema,
  type FreezePage,
  FreezePageSchema,
  type FreezeParameters,
  FreezeParametersSchema,
  type FreezeQuery,
  FreezeQuerySchema,
  FreezeSchema,
  type PlacedFreeze,
  PlacedFreezeSchema,
} from '@acgs/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FreezesService } from './freezes.service.js';

@Controller('freezes')
@ApiTags('freezes')
export class FreezesController {
  constructor(private readonly freezes: FreezesService) {}

  @Post()
  @RequirePermission('freezes:write')
  @ApiOperation({
    operationId: 'placeFreeze',
    summary: 'Deny a subject, an action or everything from now on',
    description:
      'Every decision that it covers is a denial, `frozen`, until it is lifted or expires. It has an entry of the log.',
  })
  @ApiCreatedResponse({ standardSchema: PlacedFreezeSchema })
  place(
    @Body({ schema: FreezeDraftSchema }) draft: FreezeDraft,
    @Caller() caller: CallerIdentity,
  ): Promise<PlacedFreeze> {
    return this.freezes.place(draft, caller);
  }

  @Get()
  @RequirePermission('freezes:read')
  @ApiOperation({ operationId: 'listFreezes', summary: 'Freezes in force and past, newest first' })
  @ApiOkResponse({ standardSchema: FreezePageSchema })
  list(
    @Query({ schema: FreezeQuerySchema }) query: FreezeQuery,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<FreezePage> {
    return this.freezes.list(tenant, query);
  }

  @Get(':freezeId')
  @RequirePermission('freezes:read')
  @ApiOperation({ operationId: 'getFreeze', summary: 'One, in force or past' })
  @ApiOkResponse({ standardSchema: FreezeSchema })
  one(
    @Param({ schema: FreezeParametersSchema }) { freezeId }: FreezeParameters,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<Freeze> {
    return this.freezes.one(tenant, freezeId);
  }

  @Post(':freezeId/lift')
  @HttpCode(200)
  @RequirePermission('freezes:lift')
  @ApiOperation({
    operationId: 'liftFreeze',
    summary: 'Let the rules decide again, where no other freeze covers it',
    description: 'By no agent, and by nobody who is frozen by it. Has an entry of the log.',
  })
  @ApiOkResponse({ standardSchema: FreezeSchema })
  lift(
    @Param({ schema: FreezeParametersSchema }) { freezeId }: FreezeParameters,
    @Body({ schema: FreezeLiftSchema }) lift: FreezeLift,
    @Caller() caller: CallerIdentity,
  ): Promise<Freeze> {
    return this.freezes.lift(freezeId, lift, caller);
  }
}
