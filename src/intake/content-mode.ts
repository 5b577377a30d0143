import type { IncomingHttpHeaders } from 'node:http';
import { HttpProblem } from './http-problem.js';

/** The content modes of the CloudEvents HTTP binding, and the stream of one event a line. */
export type ContentMode = 'structured' | 'batch' | 'lines' | 'binary';

const MODES: Readonly<Record<string, ContentMode>> = {
  'application/cloudevents+json': 'structured',
  'application/cloudevents-batch+json': 'batch',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
};

/** Throws 415 for what is none of the four, or not UTF-8. */
export function contentModeOf(headers: IncomingHttpHeaders): ContentMode {
  const [mediaType = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  for (const parameter of parameters) checkCharset(parameter);
  const mode = Object.hasOwn(MODES, mediaType) ? MODES[mediaType] : undefined;
  if (mode) return mode;
  // A batch or a structured event says so in its content type, whatever `ce-` headers stand beside it.
  if (headers['ce-specversion'] !== undefined && isJson(mediaType)) return 'binary';
  throw new HttpProblem(
    415,
    'unsupported-type',
    `不支持的 Content-Type / unsupported content type: ${mediaType.slice(0, 100) || '-'}; ${Object.keys(MODES).join(', ')}`,
  );
}

/** Without a body there may be no content type. */
const isJson = (mediaType: string): boolean =>
  mediaType === '' || (/^[\w.+-]+\/(?:[\w.+-]+\+)?json$/.test(mediaType) && !mediaType.includes('cloudevents'));

function checkCharset(parameter: string): void {
  const match = /^charset\s*=\s*"?([^"]*)"?$/.exec(parameter);
  if (match && match[1] !== 'utf-8' && match[1] !== 'utf8')
    throw new HttpProblem(415, 'unsupported-type', '仅支持 UTF-8 / only UTF-8 is supported');
}

/** Throws 415 for anything but gzip and none. */
export function isGzip(headers: IncomingHttpHeaders): boolean {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  if (encoding === 'identity' || encoding === '') return false;
  throw new HttpProblem(415, 'unsupported-type', '仅支持 Content-Encoding: gzip / only gzip is supported');
}
