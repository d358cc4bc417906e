import { vitestOf } from '../vitest-of.mjs';

export default vitestOf(['libs/{access,constitutional-hash}/src/*.spec.ts']);
