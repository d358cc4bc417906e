export { ConfigurationError, loadConfiguration, serviceVariables } from './configuration.js';
export { jsonPointer } from './json-pointer.js';
export { ValidationFailedError } from './request.errors.js';
export { PROBLEM_MEDIA_TYPE, problemAnswer } from './problem-document.js';
export { KEEP_ALIVE } from './server-headers.js';
export { runService } from './run-service.js';
export type { ServiceDefinition } from './service-definition.js';
export { type RunningService, startService } from './start-service.js';
export { faultsOf } from './validation.pipe.js';
