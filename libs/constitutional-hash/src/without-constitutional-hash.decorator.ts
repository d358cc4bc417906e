import { SetMetadata } from '@nestjs/common';

export const WITHOUT_CONSTITUTIONAL_HASH = Symbol('without-constitutional-hash');

/** Lets a route answer without the header: health, metrics, docs and `.well-known`, and nothing else. */
export const WithoutConstitutionalHash = (): ClassDecorator & MethodDecorator =>
  SetMetadata(WITHOUT_CONSTITUTIONAL_HASH, true);
