import { type AccessToken, RenewedTokens } from './token-source.js';

const { signal } = new AbortController();

interface HeldBack {
  readonly promise: Promise<AccessToken>;
  readonly resolve: (token: AccessToken) => void;
  readonly reject: (error: Error) => void;
}

function heldBack(): HeldBack {
  let settle: Omit<HeldBack, 'promise'> | undefined;
  const promise = new Promise<AccessToken>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle! };
}

/** A clock that stands until it is told, and a server whose answers wait until they are let go. */
function heldBackIssuer(): {
  tokens: RenewedTokens;
  asked: (string | null)[];
  pass: (milliseconds: number) => void;
  give: (token: AccessToken) => Promise<void>;
  fail: () => Promise<void>;
} {
  let now = 0;
  let waiting = heldBack();
  const asked: (string | null)[] = [];
  const tokens = new RenewedTokens(
    (refused) => {
      asked.push(refused);
      return waiting.promise;
    },
    { now: () => now },
  );
  const next = async (): Promise<void> => {
    waiting = heldBack();
    await new Promise(setImmediate);
  };
  return {
    tokens,
    asked,
    pass: (milliseconds) => (now += milliseconds),
    give: (token) => {
      waiting.resolve(token);
      return next();
    },
    fail: () => {
      waiting.reject(new Error('no issuer'));
      return next();
    },
  };
}

describe('RenewedTokens', () => {
  it('asks once, however many wait', async () => {
    const { tokens, asked, give } = heldBackIssuer();
    const all = Promise.all(Array.from({ length: 50 }, () => tokens.token(signal)));
    await give({ token: 'first', expiresInSeconds: 3600 });
    expect(new Set(await all)).toStrictEqual(new Set(['first']));
    expect(asked).toHaveLength(1);
  });

  it('renews before the end, and goes on with the old token until the new one is there', async () => {
    const { tokens, asked, pass, give } = heldBackIssuer();
    const first = tokens.token(signal);
    await give({ token: 'first', expiresInSeconds: 3600 });
    await first;
    pass(3_539_000);
    expect([await tokens.token(signal), asked.length]).toStrictEqual(['first', 1]);
    pass(2000);
    expect([await tokens.token(signal), await tokens.token(signal)]).toStrictEqual(['first', 'first']);
    expect(asked).toHaveLength(2);
    await give({ token: 'second', expiresInSeconds: 3600 });
    expect(await tokens.token(signal)).toBe('second');
  });

  it('keeps a good token when the renewal fails, and tries again a second later', async () => {
    const { tokens, asked, pass, give, fail } = heldBackIssuer();
    const first = tokens.token(signal);
    await give({ token: 'first', expiresInSeconds: 3600 });
    await first;
    pass(3_541_000);
    await tokens.token(signal);
    await fail();
    expect([await tokens.token(signal), asked.length]).toStrictEqual(['first', 2]);
    pass(1000);
    await tokens.token(signal);
    expect(asked).toHaveLength(3);
    await fail();
  });

  it('waits for a new one when the old one has expired', async () => {
    const { tokens, pass, give } = heldBackIssuer();
    const first = tokens.token(signal);
    await give({ token: 'first', expiresInSeconds: 10 });
    await first;
    pass(10_000);
    const second = tokens.token(signal);
    await give({ token: 'second', expiresInSeconds: 10 });
    expect(await second).toBe('second');
  });

  it('gets one new token for all whose token was refused, and tells which that was', async () => {
    const { tokens, asked, give } = heldBackIssuer();
    const first = tokens.token(signal);
    await give({ token: 'first', expiresInSeconds: 3600 });
    await first;
    const all = Array.from({ length: 20 }, () => {
      tokens.refused('first');
      return tokens.token(signal);
    });
    await give({ token: 'second', expiresInSeconds: 3600 });
    tokens.refused('first');
    expect(await Promise.all([...all, tokens.token(signal)])).toStrictEqual(Array(21).fill('second'));
    expect(asked).toStrictEqual([null, 'first']);
  });

  it('lets who gives up go, and the others wait on', async () => {
    const { tokens, give } = heldBackIssuer();
    const impatient = new AbortController();
    const gone = tokens.token(impatient.signal);
    const patient = tokens.token(signal);
    impatient.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    await give({ token: 'first', expiresInSeconds: 3600 });
    expect(await patient).toBe('first');
  });
});
