import { escaped, SVG_STYLE } from './svg.js';

/** Seen on white and on black. */
const COLORS = ['#2f81f7', '#e0662b', '#2da44e', '#a371f7', '#1b9aaa', '#d29922', '#db61a2', '#8b949e'];

export const colorAt = (index: number): string => COLORS[index % COLORS.length] ?? '#000';

interface Picture {
  readonly title: string;
  /** For who does not see it; the title alone where there is none. */
  readonly description?: string;
  readonly width: number;
  readonly height: number;
}

/** A whole picture: with its own ground, and named for who does not see it. */
export const picture = (
  { title, description = '', width, height }: Picture,
  parts: readonly string[],
): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" font-family="sans-serif" font-size="12" role="img"><title>${escaped(title)}</title>${description === '' ? '' : `<desc>${escaped(description)}</desc>`}${SVG_STYLE}<rect class="ground" width="100%" height="100%"/>${parts.join('')}</svg>\n`;

export const text = (x: number, y: number, content: string, anchor: string, size = 12): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${String(size)}">${escaped(content)}</text>`;

export const label = (value: number): string => String(Number(value.toPrecision(3)));
