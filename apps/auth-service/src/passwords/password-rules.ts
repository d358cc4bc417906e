import { COMMON_PASSWORDS } from './common-passwords.js';

const CHARACTERS_LEAST = 12;
const CHARACTERS_MOST = 256;
const SPACES = /\s/gu;

/**
 * What is wrong with a new password, for the person who chose it; null for nothing. As NIST SP 800-63B, section 3.1.1.2 has
 * it: length and a list, no rules of composition.
 */
export function passwordFault(password: string, person: { email: string; name: string }): string | null {
  const text = password.normalize('NFKC');
  const length = Array.from(text).length;
  if (length < CHARACTERS_LEAST) return `Use at least ${String(CHARACTERS_LEAST)} characters.`;
  if (length > CHARACTERS_MOST) return `Use at most ${String(CHARACTERS_MOST)} characters.`;
  const lower = text.toLowerCase();
  if (isPersonal(lower, person)) return 'Use something else than your e-mail address or your name.';
  if (isEasilyGuessed(lower)) return 'This password is among the first that are guessed. Use another one.';
  return null;
}

function isPersonal(password: string, { email, name }: { email: string; name: string }): boolean {
  const [local = ''] = email.split('@');
  return [email, local, name].some((known) => password === known.normalize('NFKC').toLowerCase());
}

const isEasilyGuessed = (password: string): boolean =>
  COMMON_PASSWORDS.has(password) ||
  COMMON_PASSWORDS.has(password.replace(SPACES, '')) ||
  isRepetition(password) ||
  isRun(password);

/** One piece of up to four characters again and again, the last time perhaps broken off. */
function isRepetition(password: string): boolean {
  return [1, 2, 3, 4].some((length) =>
    password.slice(0, length).repeat(password.length).startsWith(password),
  );
}

/** Each character is the next one of the alphabet or of the digits, upwards or downwards, or 0 after 9. */
function isRun(password: string): boolean {
  const steps = Array.from({ length: password.length - 1 }, (_, index) =>
    stepOf(password.charAt(index), password.charAt(index + 1)),
  );
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

function stepOf(from: string, to: string): number {
  if (from === '9' && to === '0') return 1;
  if (from === '0' && to === '9') return -1;
  return to.charCodeAt(0) - from.charCodeAt(0);
}
