import type { Label, Outcome } from '@acgs/contracts';

/** What all current labels say. */
export function agreedLabel(labels: readonly Pick<Label, 'outcome' | 'current'>[]): {
  readonly label: Outcome | null;
  readonly contested: boolean;
} {
  const said = new Set(labels.filter(({ current }) => current).map(({ outcome }) => outcome));
  const [first = null] = said;
  return said.size > 1 ? { label: null, contested: true } : { label: first, contested: false };
}
