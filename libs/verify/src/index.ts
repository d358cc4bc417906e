export { run as runVerify } from './command/run.js';
export { type Trust } from './core/trust.js';
export { verifyBundle } from './core/verify-bundle.js';
export { verifyReceipt } from './core/verify-receipt.js';
