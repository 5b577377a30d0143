import { WATERMARK_TYPE, type JudgedData, judgedData } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { canonicalContent, contentHash, sorted } from './canonical.js';
import { CLOCK_TOLERANCE, futureFlaw, isFlaw, readEnvelope, type Envelope } from './envelope.js';
import { maskApplicant } from './masking.js';
import { parseJson } from './parse-json.js';
import { checkPayload } from './payload-checker.js';
import type { IncomingType } from './payloads/registry.js';
import { isPlainObject, readInstant } from './payloads/values.js';
import { flaw, reject, type Flaw, type Rejection } from './rejection.js';
import { findUnstorable } from './text.js';

/** What the judgement looks at; `until` only on a watermark. */
export type Judged = JudgedData & { until?: Instant };

/** An event that is well formed in itself, personal members masked. */
export interface IncomingEvent {
  readonly source: string;
  readonly id: string;
  /** Without the prefix `approval.`. */
  readonly type: IncomingType;
  /** Null on a watermark only. */
  readonly caseNo: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant | null;
  readonly data: Record<string, unknown>;
  /** `data` as JSON, members in order of their names. */
  readonly dataText: string;
  /** Canonical JSON, or null where there are none. */
  readonly extensions: string | null;
  /** SHA-256 of the original content, before masking, in hexadecimal: tells a repeat from a conflict. */
  readonly hash: string;
  readonly judged: Judged;
}

export const isRejection = (result: IncomingEvent | Rejection): result is Rejection => 'reason' in result;

/** Checks one CloudEvent in its JSON form. `salt` is the installation's secret; `now` the instant of receipt. */
export function readCloudEvent(value: unknown, now: Instant, salt: string): IncomingEvent | Rejection {
  if (!isPlainObject(value))
    return reject(value, flaw('not-an-object', null, '事件应为 JSON 对象 / an event must be a JSON object'));
  const envelope = readEnvelope(value, now);
  if (isFlaw(envelope)) return reject(value, envelope);
  const content = readData(value);
  if ('flaw' in content) return reject(value, content.flaw);
  const data = content.data as Record<string, unknown>;
  const wrong = payloadFlaw(envelope.type, content.data) ?? futureWatermark(envelope.type, data, now);
  if (wrong) return reject(value, wrong);
  const event = build(envelope, data, salt);
  return isFlaw(event) ? reject(value, event) : event;
}

function readData(event: Record<string, unknown>): { data: unknown } | { flaw: Flaw } {
  const base64 = event.data_base64;
  if (base64 === undefined || base64 === null) return { data: event.data === undefined ? {} : event.data };
  const invalid = (detail: string) => ({ flaw: flaw('invalid-member', 'data_base64', detail) });
  if (event.data !== undefined)
    return invalid('data 与 data_base64 只能有一个 / data and data_base64 exclude each other');
  if (typeof base64 !== 'string' || !BASE64.test(base64)) return invalid('不是 Base64 / not Base64');
  const parsed = parseJson(Buffer.from(base64, 'base64'));
  return 'value' in parsed ? { data: parsed.value } : invalid(parsed.rejection.detail);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function payloadFlaw(type: IncomingType, data: unknown): Flaw | undefined {
  const faults = checkPayload(type, data);
  const [first] = faults;
  if (first === undefined) return undefined;
  // One fault needs no path beside its reason; of several the sender should see all at once.
  const detail = faults.length === 1 ? first.reason : faults.map((f) => `${f.member}: ${f.reason}`).join('；');
  return flaw(first.code, first.member, detail);
}

function futureWatermark(type: IncomingType, data: Record<string, unknown>, now: Instant): Flaw | undefined {
  if (type !== WATERMARK_TYPE) return undefined;
  return (readInstant(data.until) ?? Infinity) - now > CLOCK_TOLERANCE ? futureFlaw('data.until') : undefined;
}

function build(envelope: Envelope, data: Record<string, unknown>, salt: string): IncomingEvent | Flaw {
  const { source, id, type, caseNo, occurredAt, recordedAt } = envelope;
  const original = sorted(data) as Record<string, unknown>;
  const originalText = JSON.stringify(original);
  const extensions = envelope.extensions === null ? null : JSON.stringify(envelope.extensions);
  const canonical = canonicalContent({
    ...{ source, id, type, caseNo, occurredAt, recordedAt, data: originalText },
    extensions: envelope.extensions === null ? null : asBinaryMode(envelope.extensions),
  });
  // JSON escapes what cannot be stored (and little else), so nearly every event is clean at one glance.
  if (canonical.includes('\\u')) {
    const member = findUnstorable({ id, source, subject: caseNo, ...envelope.extensions, data }, '');
    if (member !== undefined) return flaw('invalid-member', member, NOT_STORABLE);
  }
  const isPersonal = isPlainObject(original.applicant);
  const masked = isPersonal
    ? { ...original, applicant: maskApplicant(original.applicant as Record<string, unknown>) }
    : original;
  const judged = judgedOf(type, data);
  return {
    source,
    id,
    type,
    caseNo,
    occurredAt: occurredAt ?? (judged.until as Instant),
    recordedAt,
    data: masked,
    dataText: isPersonal ? JSON.stringify(masked) : originalText,
    extensions,
    hash: contentHash(salt, canonical),
    judged,
  };
}

const NOT_STORABLE =
  '含有 U+0000 或不成对的代理字符，无法保存 / contains U+0000 or a lone surrogate, which cannot be stored';

const asBinaryMode = (extensions: Record<string, unknown>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(extensions).map(([name, value]) => [name, String(value)])));

/** Their types have been checked by the payload class. */
const judgedOf = (type: IncomingType, data: Record<string, unknown>): Judged =>
  type === WATERMARK_TYPE ? { until: readInstant(data.until) } : judgedData(data);
