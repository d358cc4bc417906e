/** UTF-16 units of a condition's text. */
export const LONGEST_TEXT = 4096;
/** Levels of brackets in the text, and of the tree that it is parsed to. */
export const DEEPEST_NESTING = 64;
/** Macros such as exists within each other. */
export const DEEPEST_LOOPS = 3;
