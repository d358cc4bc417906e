/** FNV-1a of 32 bits: all processes put a tag into the same slot. */
export function slotOf(tag: string, slots: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < tag.length; index++) {
    hash = Math.imul(hash ^ tag.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % slots;
}
