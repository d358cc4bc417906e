export { canonicalJson } from './core/canonical-json.js';
export { formatCheckpoint, type ParsedCheckpoint, parseCheckpoint } from './core/checkpoint.js';
export { CompactRange } from './core/compact-range.js';
export { cosign, verifyCosignature } from './core/cosignature.js';
export { verifyEd25519 } from './core/ed25519.js';
export { type Ed25519Signer, ed25519Signer } from './core/ed25519-signer.js';
export {
  BUNDLE_BYTES_MAX,
  decodeEntries,
  encodeEntries,
  ENTRY_BYTES_MAX,
  entryHashes,
} from './core/entry-bundle.js';
export {
  EntryTooLargeError,
  MalformedError,
  NoJsonFormError,
  TreeRangeError,
  UnverifiedNoteError,
} from './core/merkle.errors.js';
export { verifyNote } from './core/note-verification.js';
export { verifyConsistency, verifyInclusion } from './core/proof-verification.js';
export { addSignatures, type NoteSigner, parseNote, signatureLine, signNote } from './core/signed-note.js';
export { entriesPath, parseEntriesPath, parseTilePath, TILE_WIDTH, tilePath } from './core/tile-path.js';
export { consistencyProof, inclusionProof, type TileSource, treeRoot } from './core/tile-proofs.js';
export { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash } from './core/tree-hash.js';
export { type EdgeTile, edgeTiles, type GrownTree, growTree } from './core/tree-growth.js';
export {
  formatVerifierKey,
  keyHashOf,
  parseVerifierKey,
  SIGNATURE_TYPES,
  type VerifierKey,
} from './core/verifier-key.js';
