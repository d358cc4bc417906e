/** The page where a person looks after the own account. */
export const ACCOUNT_PATH = '/api/v1/auth/account';
export const SIGN_IN_PATH = '/api/v1/auth/sign-in';
