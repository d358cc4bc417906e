import { SERVICES } from '../../../tools/installation/service-process.js';
import type { Exchange } from '../table/exchange.js';
import { type FaultWindow, rowOf, windowsDuring } from '../table/fault-windows.js';
import type { Violation } from '../table/history.js';

const ENDINGS_WITHOUT_UPSTREAM = ['502', '503', '504'];
/** The first sequencer stands still in it. */
const SEQUENCERS = 'two sequencers';

/**
 * What requests that are no decisions were answered, held against the failure table: what a service answers that is broken, or
 * whose way is, is for those alone that ask it; all else is as for decisions through the gateway.
 */
export function wrongOthers(exchanges: readonly Exchange[], windows: readonly FaultWindow[]): Violation[] {
  return exchanges.flatMap(({ key, sentAt, endedAt, ending }): Violation[] => {
    if (ending === '200') return [];
    const during = windowsDuring(windows, sentAt, endedAt);
    const service = key.split(' ')[0] ?? '';
    if (during.some((window) => allowedFor(service, window).includes(ending))) return [];
    return [{ kind: 'failed', row: rowOf(during), what: `${key}: ${ending}` }];
  });
}

function allowedFor(service: string, { row, allows }: FaultWindow): readonly string[] {
  const broken = row === SEQUENCERS ? 'integrity-service' : SERVICES.find((name) => breaks(row, name));
  if (broken === undefined || broken === 'api-gateway') return allows.gateway;
  return broken === service ? ENDINGS_WITHOUT_UPSTREAM : [];
}

const breaks = (row: string, service: string): boolean =>
  row.startsWith(`${service} `) || row.startsWith(`way to ${service} `);
