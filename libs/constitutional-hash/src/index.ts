export { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from './constitutional-hash.js';
export { ConstitutionalHashModule } from './constitutional-hash.module.js';
export { WithoutConstitutionalHash } from './without-constitutional-hash.decorator.js';
