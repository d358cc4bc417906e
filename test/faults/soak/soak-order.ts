import { SERVICES } from '../../../tools/installation/service-process.js';
import { inTurn } from '../table/nemesis.js';
import type { Row } from '../table/row.js';

const RESTARTS_AT_MOST = 0.25;

const isRestart = ({ name }: Row): boolean =>
  SERVICES.some((service) => name === `${service} killed` || name === `${service} ended`);

/**
 * One row for each minute, in an order that the seed gives. Those that end a service come in the first half, so that in the second
 * every process lives on, and what it holds can be compared.
 */
export function orderOfSoak(rows: readonly Row[], minutes: number, seed: number): Row[] {
  const restarts = inTurn(rows.filter(isRestart), Math.ceil(minutes * RESTARTS_AT_MOST), seed);
  const others = inTurn(
    rows.filter((row) => !isRestart(row)),
    minutes,
    seed + 1,
  );
  const early = Math.ceil(minutes / 2);
  const first = inTurn([...restarts, ...others.slice(0, early - restarts.length)], early, seed + 2);
  const left = others.slice(early - restarts.length);
  const order = [...first, ...left].slice(0, minutes);
  return order.length < minutes ? inTurn(rows, minutes, seed) : order;
}
