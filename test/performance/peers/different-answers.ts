import type { Peer } from './peer.js';

const AT_ONCE = 16;

/** How many of the same questions two engines answer differently: before that is none, speed tells nothing. */
export async function differentAnswers(ours: Peer, theirs: Peer): Promise<number> {
  let [different, next] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < ours.requests.length) {
      const index = next++;
      const [one, other] = await Promise.all([allows(ours, index), allows(theirs, index)]);
      if (one !== other) different++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return different;
}

async function allows({ origin, requests, isAllowed }: Peer, index: number): Promise<boolean> {
  const request = requests[index];
  if (request === undefined) throw new Error('The engines are asked unequal numbers of questions.');
  const { path, method, headers, body } = request;
  const response = await fetch(`${origin}${path}`, { method, headers, body });
  if (!response.ok)
    throw new Error(`${origin}${path} answers ${String(response.status)}: ${await response.text()}`);
  return isAllowed(await response.json());
}
