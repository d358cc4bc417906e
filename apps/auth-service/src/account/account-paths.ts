import { ACCOUNT_PATH } from '../sessions/account-path.js';

export const ACCOUNT_PASSWORD_PATH = `${ACCOUNT_PATH}/password`;
export const SECOND_FACTOR_PATH = `${ACCOUNT_PATH}/second-factor`;
