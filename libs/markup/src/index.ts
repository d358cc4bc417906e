export { Html, html } from './core/html.js';
export { type Axis, type Course, parallelCoordinates } from './core/parallel-coordinates.js';
export { plot } from './core/plot.js';
export { escaped, SVG_STYLE } from './core/svg.js';
