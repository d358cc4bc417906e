export { keyEncryptionKey, keyEncryptionKeyVariable } from './key-encryption-key.js';
export { seal, unseal } from './key-seal.js';
