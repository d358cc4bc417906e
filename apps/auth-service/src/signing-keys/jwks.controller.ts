import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type PrivateJwk, type PublicJwk, publicPartOf, SIGNING_KEY } from './signing-key.js';

@Controller('.well-known')
@Public()
@WithoutConstitutionalHash()
export class JwksController {
  private readonly keySet: { readonly keys: readonly PublicJwk[] };

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
  keys(): { readonly keys: readonly PublicJwk[] } {
    return this.keySet;
  }
}
