import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type Verification,
  type VerificationRequest,
  VerificationRequestSchema,
  VerificationSchema,
} from '@acgs/contracts';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { VerificationService } from './verification.service.js';

@Controller('integrity/verify')
@ApiTags('integrity')
export class VerificationController {
  constructor(private readonly verification: VerificationService) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('log:read')
  @ApiOperation({
    operationId: 'verify',
    summary: 'Verify a receipt or an evidence bundle of this log',
    description: 'By the keys of this log. Who does not trust this service uses acgs-verify.',
  })
  @ApiOkResponse({ standardSchema: VerificationSchema })
  verify(
    @Body({ schema: VerificationRequestSchema }) request: VerificationRequest,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<Verification> {
    return this.verification.verify(request, tenant);
  }
}
