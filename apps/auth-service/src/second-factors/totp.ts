import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** 160 bits, as RFC 4226, section 4, asks for. */
const SECRET_BYTES = 20;
/** Clocks differ, and typing takes a while: one step before and one after (RFC 6238, section 5.2). */
const WINDOW = 1;

/** In base32, as authenticator apps take it. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What a QR code for an authenticator app holds. */
export const totpAddress = (secret: string, account: string): string => totpOf(secret, account).toString();

/** The time step (RFC 6238, section 4.2) that the code belongs to; null for none around `time`, in milliseconds since 1970. */
export function totpStep(secret: string, code: string, time: number): number | null {
  const timestamp = time;
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: 'ACGS',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
  });
