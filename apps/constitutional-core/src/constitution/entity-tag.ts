import type { ConstitutionSummary } from '@acgs/contracts';

/** Strong, and the same wherever the version is read: as the one in force, or by its number. */
export const tagOfVersion = ({ version, digest }: Pick<ConstitutionSummary, 'version' | 'digest'>): string =>
  `"${version}-${digest}"`;

export const tagOfDiff = (from: ConstitutionSummary, to: ConstitutionSummary): string =>
  `"${from.version}-${to.version}-${from.digest}-${to.digest}"`;
