import type { ConstitutionDraft, Fault } from '@acgs/contracts';
import { checkConstitution } from '@acgs/rules';
import { setImmediate as otherWork } from 'node:timers/promises';

/** So few that even the longest conditions hold up other requests for some tens of milliseconds. */
const PRINCIPLES_AT_A_TIME = 20;

/** Faults of all conditions, in the order of the document; lets other requests in between while it goes through. */
export async function checkConditions(draft: ConstitutionDraft): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (let start = 0; start < draft.principles.length; start += PRINCIPLES_AT_A_TIME) {
    const principles = draft.principles.slice(start, start + PRINCIPLES_AT_A_TIME);
    for (const fault of checkConstitution({ ...draft, principles })) {
      faults.push({ ...fault, path: pathInWhole(fault.path, start) });
    }
    await otherWork();
  }
  return faults;
}

/** `/principles/2/rule/when` of the part that starts at 40 is `/principles/42/rule/when` of the whole. */
const pathInWhole = (path: string, start: number): string =>
  path.replace(/(?<=^\/principles\/)\d+/, (index) => String(Number(index) + start));
