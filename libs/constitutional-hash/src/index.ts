export { AddsConstitutionalHash } from './adds-constitutional-hash.decorator.js';
export { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from './constitutional-hash.js';
export { addConstitutionalHash, requireConstitutionalHash } from './constitutional-hash.guard.js';
export { ConstitutionalHashModule } from './constitutional-hash.module.js';
export { WithoutConstitutionalHash } from './without-constitutional-hash.decorator.js';
