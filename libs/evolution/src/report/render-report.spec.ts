import { type Objectives, renderReport, type ReportInput } from '../index.js';

const scores = (harm: number): Objectives => ({ harm, stopped: 0.2, asked: 0, distance: 0.1 });
const point = { low: 0.01, high: 0.03 };
const intervals = { harm: point, stopped: point, asked: point };
const HOSTILE = '<script>alert(1)</script>"\'&';

const input: ReportInput = {
  run: {
    ...{ id: 'run-1', policy: HOSTILE, version: 3, status: 'finished', startedBy: HOSTILE, seed: 7 },
    ...{
      startedAt: '2026-01-01T00:00:00.000Z',
      population: 20,
      generations: 10,
      trainingCases: 70,
      heldOutCases: 30,
    },
  },
  objectives: ['harm', 'stopped', 'distance'],
  parameters: [
    { rule: 'pay', parameter: 'limit', declared: { type: 'double', min: 0, max: 500, default: 10 } },
    { rule: 'pay', parameter: 'mode', declared: { type: 'string', values: [HOSTILE, 'b'], default: 'b' } },
    { rule: 'pay', parameter: 'strict', declared: { type: 'bool', default: true } },
  ],
  history: [
    { generation: 1, hypervolume: 0.5 },
    { generation: 2, hypervolume: 0.75 },
  ],
  today: { genome: [10, 1, 1], training: scores(0.5), heldOut: scores(0.4), intervals },
  candidates: [
    {
      ...{ id: 'c1', genome: [250, 0, 0], training: scores(0.01), heldOut: scores(0.25), intervals },
      changes: [{ rule: 'pay', parameter: 'limit', from: 10, to: 250 }],
      warnings: [{ objective: 'harm', training: 0.01, heldOut: 0.25 }],
    },
  ],
};

describe('a report', () => {
  const shown = renderReport(input);
  const words = shown.replaceAll(/\s+/g, ' ').replaceAll(/ ?(<[^>]+>) ?/g, '$1');

  it('shows training beside what was held out, with intervals, changes and warnings', () => {
    expect(words).toContain('<td>1.0 %</td><td>25.0 %<br /><small>1.0 % to 3.0 %</small></td>');
    expect(words).toContain('<li>pay:<code>limit</code>10 → 250</li>');
    expect(words).toContain('Warning: harm is 25.0 % held out and 1.0 % in training');
    expect(words).toContain('</small></td><td>10.0 %</td><td class="text">');
  });

  it('draws the front by pairs of objectives, the settings, and the course of the search', () => {
    const titles = [...shown.matchAll(/role="img"><title>([^<]+)</g)].map(([, title]) => title);
    expect(titles).toStrictEqual([
      'Front: stopped over harm',
      'Front: distance over harm',
      'Front: distance over stopped',
      'Settings and scores',
      'Hypervolume of the front over generations',
    ]);
  });

  it('lets nothing in it be more than text, and needs nothing from elsewhere', () => {
    expect(shown).not.toContain('<script');
    expect(shown).toContain('&lt;script&gt;');
    expect(shown.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|url\(/);
  });

  it('is made of a run that has found nothing, too', () => {
    const empty = renderReport({ ...input, history: [], candidates: [], objectives: ['harm'] });
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });
});
