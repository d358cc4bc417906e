import { parse } from 'yaml';
import { pageText } from './docs-pages.js';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert?: string;
      readonly annotations?: { readonly runbook: string };
    }[];
  }[];
}

describe('docs/runbooks.md', () => {
  const { groups } = parse(pageText('docker/prometheus/rules/acgs.yml')) as Rules;
  const alerts = groups
    .flatMap(({ rules }) => rules)
    .flatMap(({ alert, annotations }) => (alert === undefined ? [] : [{ alert, ...annotations }]));

  it('has a part for each alert, and none for others', () => {
    const parts = [...pageText('docs/runbooks.md').matchAll(/^## (Acgs\w+)$/gm)].map(([, name]) => name);
    expect(alerts.length).toBeGreaterThan(10);
    expect(parts.sort()).toStrictEqual(alerts.map(({ alert }) => alert).sort());
  });

  it('is where each alert says', () => {
    const places = alerts.map(({ alert }) => `docs/runbooks.md#${alert.toLowerCase()}`);
    expect(alerts.map(({ runbook }) => runbook)).toStrictEqual(places);
  });
});
