import { SERVICES } from '../../installation/service-process.js';
import type { Check } from '../check.js';
import { fail, type Finding, ok, skipped } from '../finding.js';
import type { ServiceView } from '../service-view.js';

/** Every service answers, and says that it can work. */
export const SERVICES_READY: Check = {
  name: 'services',
  run: ({ services }) =>
    SERVICES.map((name) => {
      const view = services.find((service) => service.name === name);
      const variable = `${name.toUpperCase().replaceAll('-', '_')}_URL`;
      return view === undefined
        ? skipped(name, 'where it is is not known', `Set ${variable}.`)
        : findingOf(view);
    }),
};

function findingOf({ name, url, silence, isReady, details }: ServiceView): Finding {
  const { host } = new URL(url);
  if (silence !== null) return fail(name, `${host}: ${silence}`, 'Start it, or see why it ended in its log.');
  if (isReady) return ok(name, `${host} is ready`);
  const down = Object.entries(details).filter(([, { status }]) => status === 'down');
  const reasons = down.map(([part, detail]) => `${part} ${JSON.stringify(detail)}`);
  return fail(name, `${host} is not ready: ${reasons.join(', ')}`, 'Mend the part that it names.');
}
