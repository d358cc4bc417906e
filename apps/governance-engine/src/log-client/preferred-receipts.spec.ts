import type { Decision, Receipt } from '@acgs/contracts';
import { Deadline } from '@acgs/http-client';
import type { LogClient } from './log-client.js';
import { PreferredReceipts } from './preferred-receipts.js';

const NEVER = new AbortController().signal;
const DECISION = { decisionId: 'd' } as Decision;
const RECEIPT = { entryId: 'd' } as Receipt;

describe('receipts that are preferred', () => {
  it('are waited for by eighty at most: who comes then has its decision alone, at once', async () => {
    let settle: ((receipt: Receipt) => void)[] = [];
    const awaitedReceipt = (): Promise<Receipt> => new Promise((resolve) => settle.push(resolve));
    const receipts = new PreferredReceipts({ awaitedReceipt } as unknown as LogClient);
    const decide = (): Promise<Decision> =>
      receipts.attach(DECISION, 'wait=10', { tenant: 'default' }, Deadline.NEVER, NEVER);
    const answers = Array.from({ length: 80 }, decide);
    expect(await decide()).toBe(DECISION);
    for (const one of settle) one(RECEIPT);
    for (const { receipt } of await Promise.all(answers)) expect(receipt).toBe(RECEIPT);
    settle = [];
    const later = decide();
    for (const one of settle) one(RECEIPT);
    expect((await later).receipt).toBe(RECEIPT);
  });
});
