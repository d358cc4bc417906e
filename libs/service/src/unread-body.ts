/** A body as it came. It is read only once the guards have let the request pass, so that strangers cost no parsing. */
export class UnreadBody {
  constructor(
    private readonly bytes: Buffer,
    private readonly parse: (bytes: Buffer) => unknown,
  ) {}

  /** @throws MalformedJsonError, PayloadTooLargeError */
  read(): unknown {
    return this.parse(this.bytes);
  }
}
