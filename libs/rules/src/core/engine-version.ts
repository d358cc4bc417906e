/** Part of every decision's pins. Raised whenever the same request and rules could come out differently than before. */
export const ENGINE_VERSION = '1';
