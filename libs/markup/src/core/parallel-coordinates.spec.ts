import { parallelCoordinates } from './parallel-coordinates.js';

describe('parallel coordinates', () => {
  const axes = [
    { name: 'limit <double>', bottom: '0', top: '5000' },
    { name: 'harm', bottom: '0', top: '1' },
  ];

  it('draw each course over all axes, those that are marked last and by name', () => {
    const shown = parallelCoordinates({
      title: 'Candidates',
      description: 'Two & more',
      axes,
      courses: [
        { name: 'today', places: [1, 0.5], marked: true },
        { name: 'other', places: [0, 1] },
      ],
    });
    expect(shown).toContain('<desc>Two &amp; more</desc>');
    expect(shown).toContain('>limit &lt;double&gt;<');
    expect([...shown.matchAll(/points="([^"]+)"/g)].map(([, points]) => points)).toStrictEqual([
      '70.0,304.0 650.0,84.0',
      '70.0,84.0 650.0,194.0',
    ]);
    expect(shown).toContain('>today<');
    expect(shown).not.toContain('>other<');
  });

  it('are drawn with nothing in them, too', () => {
    expect(parallelCoordinates({ title: '', axes: [], courses: [] })).not.toMatch(/NaN|Infinity/);
    expect(parallelCoordinates({ title: '', axes: axes.slice(1), courses: [] })).not.toMatch(/NaN|Infinity/);
  });
});
