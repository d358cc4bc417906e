import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type KeySet, KeySetSchema, type PrivateJwk, publicPartOf, SIGNING_KEY } from './signing-key.js';

@Controller('.well-known')
@ApiTags('tokens')
@Public()
@WithoutConstitutionalHash()
export class JwksController {
  private readonly keySet: KeySet;

  constructor(@Inject(SIGNING_KEY) key: PrivateJwk) {
    this.keySet = { keys: [publicPartOf(key)] };
  }

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
    return this.keySet;
  }
}
