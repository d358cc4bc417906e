/** Tags of caches: what a change of one policy outdates. */
export const tagOfList = (tenant: string): string => `policies:${tenant}`;

export const tagOfPolicy = (tenant: string, id: string): string => `policy:${tenant}:${id}`;
