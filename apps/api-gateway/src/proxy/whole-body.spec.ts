import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { wholeBodyOf } from './whole-body.js';

/** Gives one chunk at each `read`, as requests do from Node 26 on, whatever the version here. */
function requestOf(chunks: readonly Buffer[], fields: object): IncomingMessage {
  const stream = new Readable({ objectMode: true, read: () => undefined });
  for (const chunk of chunks) stream.push(chunk);
  stream.push(null);
  return Object.assign(stream, { complete: true, ...fields }) as unknown as IncomingMessage;
}

const announced = (length: number): object => ({ headers: { 'content-length': String(length) } });

describe('wholeBodyOf', () => {
  it('is all that came, in however many chunks', async () => {
    const [head, tail] = [Buffer.from('head '), Buffer.from('and tail')];
    expect(await wholeBodyOf(requestOf([head], announced(5)))).toStrictEqual(head);
    const whole = await wholeBodyOf(requestOf([head, tail, head], announced(18)));
    expect(whole?.toString()).toBe('head and tailhead ');
  });

  it('is none of what is still on its way, or has no announced length', async () => {
    const chunks = [Buffer.from('head ')];
    expect(await wholeBodyOf(requestOf(chunks, { ...announced(5), complete: false }))).toBeNull();
    expect(await wholeBodyOf(requestOf(chunks, { headers: {} }))).toBeNull();
  });
});
