/** The beginning of a text for an error, at most so many UTF-16 code units: never half a surrogate pair, which has no UTF-8. */
export const excerptOf = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
