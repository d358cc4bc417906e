import type { ApiClient } from '../../tools/installation/api-client.js';
import { workloadRequests } from './decisions-workload.js';
import type { LoadRequest } from './load/request-sender.js';

/** So many different ones. */
export const DECISION_REQUESTS = 840;

/** Questions about the first `policies` kinds of the workload, as the client would ask them. */
export function decisionRequests(agent: ApiClient, policies: number): LoadRequest[] {
  const headers = { ...agent.headers, 'content-type': 'application/json' };
  return workloadRequests(DECISION_REQUESTS, policies, agent.clientId).map((request) => ({
    method: 'POST',
    path: '/api/v1/decisions',
    headers,
    body: JSON.stringify(request),
  }));
}
