import { plot } from './plot.js';

const shown = plot({
  title: 'Latency <p99>',
  x: 'requests a second',
  y: 'ms',
  yMax: 10,
  target: { name: '5 ms', y: 5 },
  lines: [
    {
      name: 'p99',
      points: [
        [100, 1],
        [200, 40],
      ],
    },
  ],
});

describe('a plot', () => {
  it('has its own ground and letters for light and for dark, and no script', () => {
    expect(shown).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 720 360"/);
    expect(shown).toContain('@media(prefers-color-scheme:dark){.ground{');
    expect(shown).toContain('<rect class="ground" width="100%" height="100%"/>');
    expect(shown).not.toContain('<script');
  });

  it('writes what it is given as text', () => {
    expect(shown).toContain('>Latency &lt;p99&gt;<');
  });

  it('draws what is too high at its upper edge', () => {
    expect(shown).toMatch(/points="385\.0,274\.0 700\.0,40\.0"/);
  });

  it('names each of many lines in a place and a colour of its own, below one another where a row is full', () => {
    const names = Array.from({ length: 8 }, (_, n) => `constitutional-core ${String(n)}`);
    const many = plot({ title: '', x: '', y: '', lines: names.map((name) => ({ name, points: [] })) });
    const places = [...many.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>constitutional-core \d</g)];
    expect(new Set(places.map(([, x, y]) => `${String(x)} ${String(y)}`)).size).toBe(8);
    expect(Math.max(...places.map(([, x]) => Number(x)))).toBeLessThan(600);
    const [, height] = /viewBox="0 0 720 (\d+)"/.exec(many) ?? [];
    expect(Math.max(...places.map(([, , y]) => Number(y)))).toBeLessThan(Number(height));
    expect(new Set([...many.matchAll(/<rect [^>]*fill="(#\w+)"/g)].map(([, color]) => color)).size).toBe(8);
  });

  it('is drawn without a point, too', () => {
    expect(plot({ title: '', x: '', y: '', lines: [] })).not.toMatch(/NaN|Infinity/);
  });
});
