/** The conditions of a list route: each filter that was given is one, and its value a parameter. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly texts: string[] = [];

  /** `condition` is given the parameter's placeholder; nothing is added for `undefined`. */
  add(condition: (placeholder: string) => string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.texts.push(condition(`$${String(this.values.length)}`));
    return this;
  }

  /** To stand after WHERE; true when there are none. */
  get text(): string {
    return this.texts.length === 0 ? 'true' : this.texts.join(' AND ');
  }
}
