export const FORGOTTEN_PATH = '/api/v1/auth/password/forgotten';
export const RESET_PATH = '/api/v1/auth/password/reset';
