import { z } from 'zod';

const ReportSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), range: z.string(), fixAvailable: z.unknown() }),
  ),
});

export interface Finding {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
  /** Whether a release without it exists. */
  readonly isMendable: boolean;
}

/** What `npm audit --json` found of these severities; null when the registry could not be asked. */
export function findingsOf(output: string, severities: readonly string[]): Finding[] | null {
  const report = ReportSchema.safeParse(parsed(output));
  if (!report.success) return null;
  return Object.values(report.data.vulnerabilities)
    .filter(({ severity }) => severities.includes(severity))
    .map(({ name, severity, range, fixAvailable }) => ({
      name,
      severity,
      range,
      isMendable: fixAvailable !== false,
    }));
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
