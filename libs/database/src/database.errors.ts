import { StartError } from '@acgs/contracts';

export class DatabaseStartError extends StartError {}
