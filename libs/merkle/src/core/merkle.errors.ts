/** What was being read when bytes or text broke their format. */
export type LogPart = 'tile' | 'bundle' | 'checkpoint' | 'note' | 'key' | 'signature' | 'range';

/** Bytes or text that do not have the form their specification asks for. */
export class MalformedError extends Error {
  constructor(
    readonly part: LogPart,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** A note without a signature of a known key, or with a wrong one. Nothing in such a note may be used. */
export class UnverifiedNoteError extends Error {
  override readonly name = 'UnverifiedNoteError';
}

/** A size or an index that no tree, or not this tree, has. */
export class TreeRangeError extends RangeError {
  override readonly name = 'TreeRangeError';
}

/** An entry that is longer than the two bytes of its length can say. */
export class EntryTooLargeError extends RangeError {
  override readonly name = 'EntryTooLargeError';

  constructor(readonly bytes: number) {
    super(`an entry of ${bytes} bytes does not fit into a bundle: 65535 are the most`);
  }
}

/** A value without a JSON form, or one that RFC 8785 has no canonical form for. */
export class NoJsonFormError extends TypeError {
  override readonly name = 'NoJsonFormError';
}
