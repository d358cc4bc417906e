import { setTimeout as pause } from 'node:timers/promises';
import { type ServiceName, SERVICES } from '../../../tools/installation/service-process.js';
import type { Allowance } from './fault-windows.js';
import { allowing, type Row, type System } from './row.js';

const LONGEST_DOWN_MILLISECONDS = 1000;
const LONGEST_PAUSE_MILLISECONDS = 3000;

const FAILURES: Readonly<Record<ServiceName, string>> = {
  'governance-engine': 'an upstream slow or failing',
  'constitutional-core': 'constitutional-core down',
  'integrity-service': 'integrity-service down',
  'auth-service': 'an upstream slow or failing',
  'ec-service': 'an upstream slow or failing',
  'api-gateway': 'an upstream slow or failing',
};

/** Nobody who asks for decisions is to notice that the others are away. */
const WHILE_KILLED: Partial<Record<ServiceName, Allowance>> = {
  'governance-engine': allowing({ gateway: ['502', '503', '504', 'rules-stale'] }),
  'api-gateway': allowing({ gateway: ['refused', 'broken'], linked: [] }),
};

const WHILE_PAUSED: Partial<Record<ServiceName, Allowance>> = {
  'governance-engine': allowing({ gateway: ['503', '504', 'rules-stale'] }),
  'api-gateway': allowing({ gateway: ['503', '504'], linked: [] }),
};

/** What was sent is answered; what comes later finds nobody. */
const WHILE_ENDED: Partial<Record<ServiceName, Allowance>> = {
  'governance-engine': allowing({ gateway: ['503', 'rules-stale'] }),
  'api-gateway': allowing({ gateway: ['refused'], linked: [] }),
};

export const SERVICE_ROWS: readonly Row[] = SERVICES.flatMap((service): Row[] => [
  {
    name: `${service} killed`,
    failure: FAILURES[service],
    allows: WHILE_KILLED[service] ?? allowing(),
    run: async (system, random) => {
      await system.installation.service(service)?.stop('SIGKILL');
      await pause(random() * LONGEST_DOWN_MILLISECONDS);
      return startAgain(system, service);
    },
  },
  {
    name: `${service} paused`,
    failure: FAILURES[service],
    allows: WHILE_PAUSED[service] ?? allowing(),
    run: async ({ installation }, random) => {
      installation.service(service)?.signalAll('SIGSTOP');
      await pause(random() * LONGEST_PAUSE_MILLISECONDS);
      installation.service(service)?.signalAll('SIGCONT');
      return [];
    },
  },
  {
    name: `${service} ended`,
    failure: 'SIGTERM under load',
    allows: WHILE_ENDED[service] ?? allowing(),
    run: async (system) => {
      const running = system.installation.service(service);
      await running?.stop();
      const code = await running?.ended;
      const seen = await startAgain(system, service);
      return code === 0 ? seen : [...seen, `${service} ends with exit code ${String(code)}`];
    },
  },
]);

async function startAgain({ installation }: System, service: ServiceName): Promise<readonly string[]> {
  await installation.startService(service);
  await installation.untilReady(service);
  return [];
}
