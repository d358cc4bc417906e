export { run as runVerify } from './command/run.js';
export { openEntry } from './core/openings.js';
export { type Trust } from './core/trust.js';
export { verifyBundle } from './core/verify-bundle.js';
export { verifyReceipt } from './core/verify-receipt.js';
