export { TooManyRequestsError } from './throttling.errors.js';
export { ThrottlingModule } from './throttling.module.js';
export type { ThrottlingLimits } from './throttling.options.js';
export { ThrottlingStorage } from './throttling-storage.js';
export { rateLimit, throttlingVariables } from './throttling.variables.js';
