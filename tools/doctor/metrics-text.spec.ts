import { metricsIn } from './metrics-text.js';

const TEXT = `# HELP pool Connections.
# TYPE pool gauge
pool{service="a",kind="x \\" } y"} 20
pool{service="b"} 5
bare 1e3
gone NaN
not a metric
build{version="1.0.0",service="a"} 1
build{version="1.1.0",service="a"} 1
`;

describe('metricsIn', () => {
  it('reads values and labels, and passes over what is neither', () => {
    const metrics = metricsIn(TEXT);
    expect(metrics.sum('pool')).toBe(25);
    expect(metrics.sum('bare')).toBe(1000);
    expect(metrics.sum('gone')).toBeNaN();
    expect(metrics.sum('not')).toBeNull();
    expect(metrics.labels('pool', 'kind')).toStrictEqual(['x \\" } y', '']);
    expect(metrics.labels('build', 'version')).toStrictEqual(['1.0.0', '1.1.0']);
  });
});
