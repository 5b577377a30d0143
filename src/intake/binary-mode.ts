import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { parseJson, type Parsed } from './parse-json.js';
import { flaw, reject } from './rejection.js';

/** Binary content mode: attributes in `ce-` headers, the body is `data`. Brought into the form of structured mode. */
export function fromBinary(headers: IncomingHttpHeaders, body: Buffer): Parsed {
  // No prototype: a header may have any name.
  const event = Object.create(null) as Record<string, unknown>;
  for (const [header, value] of Object.entries(headers)) {
    if (!header.startsWith('ce-') || typeof value !== 'string') continue;
    const name = header.slice(3);
    const text = headerText(value);
    if (text === undefined)
      return { rejection: reject({ ...event }, flaw('invalid-member', name, '不是有效的 UTF-8 / not valid UTF-8')) };
    event[name] = text;
  }
  if (headers['content-type'] !== undefined) event.datacontenttype = headers['content-type'];
  if (body.length === 0) return { value: event };
  const parsed = parseJson(body);
  if ('value' in parsed) event.data = parsed.value;
  else return { rejection: { ...reject({ ...event }, parsed.rejection), body: parsed.rejection.body } };
  return { value: event };
}

/**
 * CloudEvents HTTP binding §3.1.3.2: a quoted string is unquoted, then percent-encoding undone once. Raw UTF-8, which
 * Node hands over as Latin-1, is tolerated; `undefined` when the bytes are no UTF-8.
 */
function headerText(value: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value);
  const plain = quoted?.[1] === undefined ? value : quoted[1].replace(/\\(.)/g, '$1');
  const bytes = plain.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const buffer = Buffer.from(bytes, 'latin1');
  return isUtf8(buffer) ? buffer.toString() : undefined;
}
