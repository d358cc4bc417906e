export { addressKey } from './caller-key.js';
export { ThrottlingModule } from './throttling.module.js';
export type { ThrottlingLimits } from './throttling.options.js';
export { throttlingVariables } from './throttling.variables.js';
