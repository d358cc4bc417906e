import type { DatabaseView } from './database-view.js';
import type { Deployment } from './deployment.js';
import type { Finding } from './finding.js';
import type { ServiceView } from './service-view.js';

/** A deployment as it was seen once, for all checks. */
export interface Patient {
  readonly deployment: Deployment;
  /** Of those whose address is known. */
  readonly services: readonly ServiceView[];
  readonly database: DatabaseView;
}

export interface Check {
  readonly name: string;
  /** Changes nothing. May throw `NotAtHandError`; what it throws else is a failure of the check. */
  run(patient: Patient): Promise<Finding[]> | Finding[];
}

/** Those that answer. */
export const answering = ({ services }: Patient): ServiceView[] =>
  services.filter(({ silence }) => silence === null);
