import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import { Controller, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Rotation, RotationSchema } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';

@Controller('auth/signing-keys')
@ApiTags('tokens')
export class RotationController {
  constructor(private readonly keys: SigningKeys) {}

  @Post('rotation')
  @RequirePermission('signing-keys:rotate')
  @ApiOperation({
    operationId: 'rotateSigningKeys',
    summary: 'Make a new key for tokens',
    description:
      'It is published at once and signs later; the keys before it are accepted until their last token has expired',
  })
  @ApiCreatedResponse({ standardSchema: RotationSchema })
  @ApiConflictResponse({ description: 'A new key does not sign yet' })
  rotate(@Caller() caller: CallerIdentity): Promise<Rotation> {
    return this.keys.rotate(caller);
  }
}
