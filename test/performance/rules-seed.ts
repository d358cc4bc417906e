const REQUIRED_PHRASES = ['constitutional hash', 'human oversight', 'audit trail', 'least privilege'];

/**
 * How compliance used to be judged: the hash is the right one, and the text holds the four phrases in whatever case.
 * Kept as the baseline that a decision's cost is compared with.
 */
export function seedValidate(text: string, hash: string, expectedHash: string): boolean {
  if (hash !== expectedHash) return false;
  const lowered = text.toLowerCase();
  return REQUIRED_PHRASES.every((phrase) => lowered.includes(phrase));
}

/** 600 characters as an agent might write them; some lack the last phrase. */
export function seedTexts(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const filler =
      `Step ${i}: the assistant prepares the transfer and checks the account of the payee. `.repeat(5);
    const last = i % 4 === 0 ? 'every permission it can get' : 'Least Privilege';
    return (
      `This action runs under the Constitutional Hash of the charter, with human oversight. ${filler}` +
      `It leaves an Audit Trail and asks for ${last}.`
    );
  });
}
