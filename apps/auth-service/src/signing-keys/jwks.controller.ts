import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type KeySet, KeySetSchema } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';

@Controller('.well-known')
@ApiTags('tokens')
@Public()
@WithoutConstitutionalHash()
export class JwksController {
  constructor(private readonly signingKeys: SigningKeys) {}

  @Get('jwks.json')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'getKeySet',
    security: [],
    summary: 'The keys that verify access tokens',
    description: 'RFC 7517',
  })
  @ApiOkResponse({ standardSchema: KeySetSchema })
  keys(): KeySet {
    return this.signingKeys.published();
  }
}
