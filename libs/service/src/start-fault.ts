import { StartError } from '@acgs/contracts';

/** Why a service does not start: one line for what whoever runs it can mend, else where it happened. */
export function startFault(error: unknown, service: string): string {
  if (error instanceof StartError) return error.message;
  const { code, port, address, message, stack } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') {
    const variable = `${service.toUpperCase().replaceAll('-', '_')}_PORT`;
    return `The port ${String(port)} on ${String(address)} is taken: end what listens there, or set PORT (${variable} with npm start).`;
  }
  return stack ?? message;
}
