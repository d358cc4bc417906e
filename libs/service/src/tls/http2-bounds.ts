import {
  constants,
  type SecureServerOptions,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';

const HEADERS_BYTES = 16 * 1024;

/**
 * Of one connection. What nghttp2 bounds itself: CONTINUATION frames of one block (8), answers to SETTINGS and PING that
 * nobody reads (1000), and resets (1000 at once, 33 a second), which are bounded more tightly below.
 */
export const HTTP2_BOUNDS = {
  settings: { maxConcurrentStreams: 100, maxHeaderListSize: HEADERS_BYTES, enableConnectProtocol: false },
  maxHeaderListPairs: 205,
  maxSettings: 16,
  maxSessionInvalidFrames: 100,
  maxSessionRejectedStreams: 100,
  maxSessionMemory: 10,
} satisfies SecureServerOptions;

/** Streams a peer may take back beyond those that were answered, before it is told to calm down (CVE-2023-44487). */
const RESETS_SPARED = 100;

/** Ends a session that nobody uses, a peer that takes back most of what it asks, and bodies that do not come. */
export function boundSession(
  session: ServerHttp2Session,
  idleMilliseconds: number,
  requestMilliseconds: number,
): void {
  let balance = RESETS_SPARED;
  session.setTimeout(idleMilliseconds, () => {
    session.close();
  });
  session.on('stream', (stream) => {
    if (!stream.endAfterHeaders) expectBody(stream, requestMilliseconds);
    stream.once('close', () => {
      const isTakenBack = stream.aborted || stream.rstCode === constants.NGHTTP2_CANCEL;
      balance = isTakenBack ? balance - 1 : Math.min(RESETS_SPARED, balance + 1);
      if (balance > 0 || session.destroyed) return;
      session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM);
      session.destroy();
    });
  });
}

/** The limit of the HTTP/1.1 server, which does not look at streams; and a body is not read on after its answer. */
function expectBody(stream: ServerHttp2Stream, milliseconds: number): void {
  const late = setTimeout(() => {
    stream.close(constants.NGHTTP2_CANCEL);
  }, milliseconds);
  const settle = (): void => {
    clearTimeout(late);
  };
  stream.once('end', settle);
  stream.once('close', settle);
}
