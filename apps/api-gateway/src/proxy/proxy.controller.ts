import { Authenticated, Public } from '@acgs/access';
import { AddsConstitutionalHash, WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { All, Controller, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthzenHashGuard } from '../authzen/authzen-hash.guard.js';
import { ProxyService } from './proxy.service.js';
import { routerPaths } from './upstream-routes.js';

/** Left out of the document: what the paths below take and give is the business of the services behind them. */
@Controller()
@ApiExcludeController()
export class ProxyController {
  constructor(private readonly proxy: ProxyService) {}

  @All(routerPaths('authenticated'))
  @Authenticated()
  passAuthenticated(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.proxy.pass('authenticated', request, reply);
  }

  @All(routerPaths('authzen'))
  @Authenticated()
  @AddsConstitutionalHash(AuthzenHashGuard)
  passAuthzen(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.proxy.pass('authzen', request, reply);
  }

  @All(routerPaths('open'))
  @Public()
  passOpen(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.proxy.pass('open', request, reply);
  }

  @All(routerPaths('bare'))
  @Public()
  @WithoutConstitutionalHash()
  passBare(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.proxy.pass('bare', request, reply);
  }
}
