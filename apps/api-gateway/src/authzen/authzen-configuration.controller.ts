import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { type AuthzenConfiguration, AuthzenConfigurationSchema } from '@acgs/contracts';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';
import { publicOrigin } from './public-origin.js';

/** OpenID AuthZEN Authorization API 1.0, section 9. There is no search, so its endpoints are not there. */
@Controller('.well-known')
@ApiTags('AuthZEN')
@Public()
@WithoutConstitutionalHash()
export class AuthzenConfigurationController {
  constructor(@Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings) {}

  @Get('authzen-configuration')
  @ApiOperation({ operationId: 'getAuthzenConfiguration', summary: 'Where OpenID AuthZEN is spoken' })
  @ApiOkResponse({ standardSchema: AuthzenConfigurationSchema })
  configuration(@Req() { raw }: FastifyRequest): AuthzenConfiguration {
    const origin = publicOrigin(this.settings.PUBLIC_ORIGIN, raw.socket);
    return {
      policy_decision_point: origin,
      access_evaluation_endpoint: `${origin}/access/v1/evaluation`,
      access_evaluations_endpoint: `${origin}/access/v1/evaluations`,
    };
  }
}
