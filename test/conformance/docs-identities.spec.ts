import { STEP_UP_PERMISSIONS } from '@acgs/contracts';
import { pageText, sectionOf } from './docs-pages.js';

describe('docs/identities.md', () => {
  it('names the permissions that take a fresh second factor, all and no others', () => {
    const section = sectionOf(pageText('docs/identities.md'), 'A fresh second factor');
    const named = [...section.matchAll(/`([a-z-]+:[a-z-]+)`/g)].map(([, permission]) => permission);
    expect(named.sort()).toStrictEqual([...STEP_UP_PERMISSIONS].sort());
  });
});
