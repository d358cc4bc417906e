/** As a source expression (CSP Level 3, section 2.3.1); programs on the desktop have schemes of their own. */
export function sourceOf(address: string): string | null {
  const { origin, protocol } = new URL(address);
  const source = origin === 'null' ? protocol : origin;
  return /^[a-z][a-z0-9+.:/[\]-]*$/i.test(source) ? source : null;
}
