import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { type AccessRule, AUTHENTICATED, type CallerBearer, PUBLIC } from './access.decorators.js';
import { PermissionMissingError, RouteUnmarkedError, UnmarkedRoutesError } from './access.errors.js';
import type { CallerIdentity } from './caller-identity.js';
import { requireFreshSecondFactor } from './step-up.js';
import { RouteRules } from './route-rules.js';
import { TokenVerifier } from './token-verifier.js';
import { VERIFICATION_GATE, type VerificationGate } from './verification-gate.js';

interface Request extends CallerBearer {
  readonly headers: { readonly authorization?: string | undefined };
}

/** Lets nobody through to a route that has no mark, and does not let the service start with one. */
@Injectable()
export class AccessGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly rules: RouteRules,
    private readonly tokens: TokenVerifier,
    @Optional() @Inject(VERIFICATION_GATE) private readonly gate: VerificationGate | null = null,
  ) {}

  onApplicationBootstrap(): void {
    const unmarked = this.rules.unmarked();
    if (unmarked.length > 0) throw new UnmarkedRoutesError(unmarked);
  }

  /** A promise only for a token that was not seen before. */
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
    if (caller !== null) return admit(request, caller, rule);
    return this.verified(request, authorization).then((verified) => admit(request, verified, rule));
  }

  private verified(request: Request, authorization: string): Promise<CallerIdentity> {
    const { gate } = this;
    return this.tokens.verify(authorization, gate === null ? enterFreely : () => gate.enter(request));
  }
}

const enterFreely = () => (): void => undefined;

function admit(request: Request, caller: CallerIdentity, rule: Exclude<AccessRule, typeof PUBLIC>): true {
  if (rule !== AUTHENTICATED) {
    if (!caller.permissions.has(rule)) throw new PermissionMissingError(rule);
    if (caller.principal === 'person') requireFreshSecondFactor(caller, rule);
  }
  request.caller = caller;
  return true;
}
