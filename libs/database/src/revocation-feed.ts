import type { Revocations } from '@acgs/access';
import { REVOCATIONS_AT_ONCE } from '@acgs/contracts';
import type { VersionWatch } from './version-watch.js';

/** Brings what the watch reads to those who verify tokens; from now on they rely on it. */
export function feedRevocations(watch: VersionWatch, revocations: Revocations): void {
  revocations.promise();
  watch.listen({
    heard: ({ revocations: news }, readAt) => {
      revocations.add(news.revocations);
      if (news.revocations.length < REVOCATIONS_AT_ONCE) revocations.confirm(readAt);
    },
    failed: () => undefined,
  });
}
