import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { type AccessRule, AUTHENTICATED, type CallerBearer, PUBLIC } from './access.decorators.js';
import { RouteUnmarkedError, UnmarkedRoutesError } from './access.errors.js';
import { isDpop } from './bearer-token.js';
import type { CallerIdentity } from './caller-identity.js';
import { demandPermission } from './demand-permission.js';
import { ProofVerifier, type ProvenRequest } from './proof-verifier.js';
import { RouteRules } from './route-rules.js';
import { TokenVerifier } from './token-verifier.js';
import { VERIFICATION_GATE, type VerificationGate } from './verification-gate.js';

interface Request extends CallerBearer, ProvenRequest {
  readonly headers: ProvenRequest['headers'] & { readonly authorization?: string | undefined };
}

/** Lets nobody through to a route that has no mark, and does not let the service start with one. */
@Injectable()
export class AccessGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly rules: RouteRules,
    private readonly tokens: TokenVerifier,
    private readonly proofs: ProofVerifier,
    @Optional() @Inject(VERIFICATION_GATE) private readonly gate: VerificationGate | null = null,
  ) {}

  onApplicationBootstrap(): void {
    const unmarked = this.rules.unmarked();
    if (unmarked.length > 0) throw new UnmarkedRoutesError(unmarked);
  }

  /** A promise only for a token that was not seen before, or is bound to a key. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.rules.ruleOf(
      context.getClass(),
      context.getHandler() as (...parts: never[]) => unknown,
    );
    if (rule === PUBLIC) return true;
    if (rule === null) throw new RouteUnmarkedError();
    const request = context.switchToHttp().getRequest<Request>();
    const { authorization = '' } = request.headers;
    const caller = this.tokens.known(authorization);
    if (caller !== null) return this.proven(request, authorization, caller, rule);
    return this.verified(request, authorization).then((verified) =>
      this.proven(request, authorization, verified, rule),
    );
  }

  private proven(
    request: Request,
    authorization: string,
    caller: CallerIdentity,
    rule: Exclude<AccessRule, typeof PUBLIC>,
  ): boolean | Promise<boolean> {
    if (caller.jkt === null && !isDpop(authorization)) return admit(request, caller, rule);
    return this.proofs.verify(request, authorization, caller.jkt).then(() => admit(request, caller, rule));
  }

  private verified(request: Request, authorization: string): Promise<CallerIdentity> {
    const { gate } = this;
    return this.tokens.verify(authorization, gate === null ? enterFreely : () => gate.enter(request));
  }
}

const enterFreely = () => (): void => undefined;

function admit(request: Request, caller: CallerIdentity, rule: Exclude<AccessRule, typeof PUBLIC>): true {
  if (rule !== AUTHENTICATED) demandPermission(caller, rule);
  request.caller = caller;
  return true;
}
