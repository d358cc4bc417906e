import { vitestOf } from '../vitest-of.mjs';

export default vitestOf(['libs/rules/src/core/*.spec.ts']);
