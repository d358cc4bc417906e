import type { Role } from '@acgs/contracts';

/** A person, as tokens and clients know one. */
export interface Account {
  readonly id: string;
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

/** Where the authorization server looks people up. */
export interface Accounts {
  /** Null for whoever may not sign in, too: one that is gone, disabled or locked gets no further token. */
  find(id: string): Promise<Account | null>;
}

/** Injection token of `Accounts`. */
export const ACCOUNTS = Symbol('accounts');
