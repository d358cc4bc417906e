/**
 * The bytes that a base64 text stands for (RFC 4648, section 4), or null when it is not the one spelling of them: with
 * padding, without stray bits or characters.
 */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
