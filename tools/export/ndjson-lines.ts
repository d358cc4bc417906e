import type { ExportedDecision } from './exported-decisions.js';

/**
 * A line each. JSON columns go out as they stand, digit by digit, since a parser would round large numbers; a line break
 * between their members, which nobody writes, would be white space.
 */
export async function* ndjsonLines(decisions: AsyncIterable<ExportedDecision>): AsyncGenerator<string> {
  for await (const { request, decision, labels, ...columns } of decisions) {
    const line = `${JSON.stringify(columns).slice(0, -1)},"request":${request},"decision":${decision},"labels":${labels}}`;
    yield `${line.replaceAll(/[\r\n]/g, ' ')}\n`;
  }
}
