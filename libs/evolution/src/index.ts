export { hypervolume, invertedGenerationalDistance } from './core/indicators.js';
export { Nsga2 } from './core/nsga2.js';
export type { Genome, Parameter } from './core/parameter.js';
