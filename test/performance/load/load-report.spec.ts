import { loadPage, loadPlots, type LoadReport } from './load-report.js';
import type { LoadStep } from './load-steps.js';

const step = (offered: number, p99: number, failed = 0): LoadStep => ({
  offered,
  rate: offered,
  p50: p99 / 2,
  p99,
  p999: p99,
  sent: offered,
  failed,
  withoutHash: 0,
  statuses: failed === 0 ? { 200: offered } : { 0: failed, 200: offered - failed },
});

const report: LoadReport = {
  title: 'Growing <load>',
  steps: [step(100, 1), step(125, 80, 5)],
  targetMilliseconds: 5,
  context: { machine: '<two cores>' },
};

describe('the report of a load', () => {
  it('has a plot of the latency, cut off at ten times the target, and one of the answers', () => {
    const { latency, throughput } = loadPlots(report);
    expect([latency, throughput].every((svg) => svg.startsWith('<svg ') && svg.length < 10_000)).toBe(true);
    for (const label of ['p50', 'p99', 'p99.9', '5 ms', '50']) expect(latency).toContain(`>${label}<`);
    expect(latency).not.toContain('>80<');
    for (const label of ['answers', 'failed']) expect(throughput).toContain(`>${label}<`);
  });

  it('is one page with both plots, every step, and what was on, as text', () => {
    const page = loadPage(report);
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain('<h1>Growing &lt;load&gt;</h1>');
    expect(page).toContain('&lt;two cores&gt;');
    expect(page).toContain('<td>none: 5, 200: 120</td>');
  });
});
