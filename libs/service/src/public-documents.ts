import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);

/** Below it the head of an answer is most of it. */
const PACKED_MIN_BYTES = 1024;
const KEPT_MAX = 64;
const DOCUMENTATION = /^\/docs-(?:json|yaml)$/;
const CHECKED_EACH_TIME = 'no-cache';

type Coding = 'br' | 'gzip' | 'identity';

interface Document {
  readonly text: string;
  readonly digest: string;
  readonly packed: Map<Coding, Promise<Buffer>>;
}

/**
 * Gives what everybody may read (`Cache-Control: public`, and the OpenAPI document) a strong `ETag`, 304 to who has it, and
 * a packed body to who takes one, made once. Nothing else is packed: what one caller alone may read could stand beside text
 * that another chose, and its length would tell of it (BREACH).
 */
export function servePublicDocuments(server: FastifyInstance): void {
  const kept = new Map<string, Document>();
  server.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' || !isDocument(request, reply)) {
      done(null, payload);
      return;
    }
    const document = documentOf(kept, request.url, payload);
    represent(document, request, reply).then((body) => {
      done(null, body);
    }, done);
  });
}

/** Each coding is a representation of its own, and has a tag of its own. */
async function represent(
  document: Document,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Buffer | null> {
  const coding = codingFor(headers['accept-encoding'], document.text);
  const tag = `"${document.digest}${coding === 'identity' ? '' : `-${coding}`}"`;
  void reply.headers({ ETag: tag, Vary: withEncoding(reply.getHeader('Vary')) });
  if (isKnown(headers['if-none-match'], tag)) {
    void reply.code(304).removeHeader('Content-Length').removeHeader('Content-Type');
    return null;
  }
  if (coding === 'identity') return document.text;
  void reply.header('Content-Encoding', coding).removeHeader('Content-Length');
  return pack(document, coding);
}

function isDocument({ method, routeOptions }: FastifyRequest, reply: FastifyReply): boolean {
  if ((method !== 'GET' && method !== 'HEAD') || reply.statusCode !== 200) return false;
  if (reply.hasHeader('ETag') || reply.hasHeader('Content-Encoding')) return false;
  if (DOCUMENTATION.test(routeOptions.url ?? '')) {
    void reply.header('Cache-Control', CHECKED_EACH_TIME);
    return true;
  }
  return String(reply.getHeader('Cache-Control')).startsWith('public');
}

/** Kept by its address as long as it says the same. */
function documentOf(kept: Map<string, Document>, url: string, text: string): Document {
  const known = kept.get(url);
  if (known?.text === text) return known;
  const digest = createHash('sha256').update(text).digest('base64url');
  const document: Document = { text, digest, packed: new Map() };
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(url, document);
  return document;
}

/** RFC 9110, section 12.5.3, without weights between those that are taken: a coding with the weight 0 is not. */
function codingFor(accepted: string | string[] | undefined, text: string): Coding {
  if (typeof accepted !== 'string' || text.length < PACKED_MIN_BYTES) return 'identity';
  const codings = accepted
    .toLowerCase()
    .split(',')
    .map((part) => part.replaceAll(' ', ''))
    .filter((part) => !/;q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';', 1)[0]);
  if (codings.includes('br')) return 'br';
  return codings.includes('gzip') ? 'gzip' : 'identity';
}

function pack({ text, packed }: Document, coding: 'br' | 'gzip'): Promise<Buffer> {
  let bytes = packed.get(coding);
  if (bytes === undefined) {
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    bytes = coding === 'gzip' ? packGzip(text, { level: 9 }) : packBrotli(text, options);
    packed.set(coding, bytes);
  }
  return bytes;
}

/** Whether `If-None-Match` names it (RFC 9110, section 13.1.2). */
const isKnown = (condition: string | undefined, tag: string): boolean =>
  condition?.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim())) === true;

const withEncoding = (vary: unknown): string =>
  typeof vary === 'string' ? `${vary}, Accept-Encoding` : 'Accept-Encoding';
