import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import { type IdParameters, IdParametersSchema } from '@acgs/contracts';
import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LostSecondFactors } from './lost-second-factors.js';

@Controller('auth/users')
@ApiTags('people')
export class LostSecondFactorsController {
  constructor(private readonly lost: LostSecondFactors) {}

  @Delete(':id/second-factor')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'removeUserSecondFactor',
    summary: 'Remove the second step of a person who has lost it',
    description:
      'Whoever asks for it has to be known: the password is enough from then on. Nobody removes his own here.',
  })
  @ApiNoContentResponse({
    description: 'It is gone, with its recovery codes, and every session and token of the person',
  })
  remove(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.lost.remove(caller, id);
  }
}
