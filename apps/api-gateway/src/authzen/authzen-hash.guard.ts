import type { CallerBearer } from '@acgs/access';
import { addConstitutionalHash } from '@acgs/constitutional-hash';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../config.js';

/** Adds the constitutional hash for the clients on the list of the installation, whose token has been verified. */
@Injectable()
export class AuthzenHashGuard implements CanActivate {
  private readonly clientIds: ReadonlySet<string>;

  constructor(@Inject(GATEWAY_SETTINGS) { AUTHZEN_CLIENT_IDS }: Pick<GatewaySettings, 'AUTHZEN_CLIENT_IDS'>) {
    this.clientIds = AUTHZEN_CLIENT_IDS;
  }

  canActivate(context: ExecutionContext): boolean {
    const { raw, caller } = context.switchToHttp().getRequest<FastifyRequest & CallerBearer>();
    addConstitutionalHash(raw.headers, caller !== undefined && this.clientIds.has(caller.subject));
    return true;
  }
}
