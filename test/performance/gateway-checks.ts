import type { MeasuredInstallation } from './measured-installation.js';
import { NotMeasurableError } from './measurement.js';

/**
 * Gateway in, hash enforced, tokens asked for, callers counted.
 *
 * @throws NotMeasurableError
 */
export async function checkGateway({ installation, agent }: MeasuredInstallation): Promise<void> {
  const url = `${installation.url('api-gateway')}/api/v1/decisions`;
  const bare = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${agent.token}` },
    body: '{}',
  });
  if (bare.status !== 428) {
    throw new NotMeasurableError(
      `The gateway answers ${String(bare.status)} to a request without the hash, not 428.`,
    );
  }
  const headers = { ...agent.headers, Authorization: '' };
  const withoutToken = await fetch(url, { method: 'POST', headers, body: '{}' });
  if (withoutToken.status !== 401) {
    throw new NotMeasurableError(
      `The gateway answers ${String(withoutToken.status)} to a request without a token, not 401.`,
    );
  }
  const counted = await fetch(url, { method: 'POST', headers: agent.headers, body: '{}' });
  if (!counted.headers.has('ratelimit'))
    throw new NotMeasurableError('The gateway does not count its callers.');
}
