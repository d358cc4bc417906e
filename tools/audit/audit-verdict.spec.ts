import { findingsOf } from './audit-verdict.js';

const REPORT = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    first: {
      name: 'first',
      severity: 'high',
      isDirect: true,
      via: [],
      effects: [],
      range: '<2.0.1',
      nodes: [],
      fixAvailable: true,
    },
    second: {
      name: 'second',
      severity: 'critical',
      isDirect: false,
      via: ['first'],
      effects: [],
      range: '*',
      nodes: [],
      fixAvailable: false,
    },
    third: {
      name: 'third',
      severity: 'low',
      isDirect: false,
      via: [],
      effects: [],
      range: '<1.0.0',
      nodes: [],
      fixAvailable: true,
    },
  },
  metadata: { vulnerabilities: { low: 1, high: 1, critical: 1, total: 3 } },
});

describe('findingsOf', () => {
  it('names what has one of the severities, and whether it can be mended', () => {
    expect(findingsOf(REPORT, ['high', 'critical'])).toStrictEqual([
      { name: 'first', severity: 'high', range: '<2.0.1', isMendable: true },
      { name: 'second', severity: 'critical', range: '*', isMendable: false },
    ]);
  });

  it('finds nothing in a clean report', () => {
    expect(
      findingsOf(JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} }), ['high']),
    ).toStrictEqual([]);
  });

  it.each([
    [
      'an error of the registry',
      JSON.stringify({ message: '405 Method Not Allowed', method: 'POST', statusCode: 405 }),
    ],
    ['an error without a network', JSON.stringify({ error: { code: 'ENOTFOUND', summary: '' } })],
    ['no JSON', 'npm error audit endpoint returned an error'],
    ['nothing', ''],
  ])('takes %s for no answer, not for a clean one', (_case, output) => {
    expect(findingsOf(output, ['high'])).toBeNull();
  });
});
