import { EVENT_PREFIX, EVENT_TYPES, WATERMARK_TYPE } from '../domain/event.js';
import { MINUTE, type Instant } from '../domain/instant.js';
import { isReservedName, readInstant } from './payloads/values.js';
import type { IncomingType } from './payloads/registry.js';
import { flaw, type Flaw } from './rejection.js';
import { hasControls, isWithin } from './text.js';

/** Context attributes of an event, read; the extensions in order of their names. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: IncomingType;
  readonly caseNo: string | null;
  /** Only a watermark may come without: then it is the instant up to which it reports. */
  readonly occurredAt: Instant | null;
  readonly recordedAt: Instant | null;
  readonly extensions: Record<string, string | number | boolean> | null;
}

/** How far a source's clock may be ahead of ours. */
export const CLOCK_TOLERANCE = 2 * MINUTE;
const MAX_ID = 200;
const MAX_CASE_NO = 50;
/** All extensions of one event as JSON, in bytes. */
const MAX_EXTENSIONS = 4096;

const TYPES = new Map<unknown, IncomingType>();
for (const type of [...EVENT_TYPES, WATERMARK_TYPE] as const) TYPES.set(EVENT_PREFIX + type, type);
const KNOWN = new Set(
  'specversion id source type subject time recordedtime datacontenttype data data_base64'.split(' '),
);
const EXTENSION_NAME = /^[a-z0-9]+$/;
const JSON_TYPE = /^[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;.*)?$/i;

/** An attribute of null is an attribute that is not set (CloudEvents JSON format §2.2). */
const given = (value: unknown): boolean => value !== undefined && value !== null;

export function isFlaw(result: object): result is Flaw {
  return 'reason' in result;
}

export function readEnvelope(event: Record<string, unknown>, now: Instant): Envelope | Flaw {
  const type = TYPES.get(event.type);
  const wrong = versionFlaw(event) ?? nameFlaw(event, 'id') ?? nameFlaw(event, 'source') ?? typeFlaw(event, type);
  if (wrong || type === undefined) return wrong ?? flaw('unknown-type', 'type', 'unknown type');
  const isWatermark = type === WATERMARK_TYPE;
  const flawed =
    subjectFlaw(event.subject, isWatermark) ??
    timeFlaw(event, 'time', !isWatermark, now) ??
    timeFlaw(event, 'recordedtime', false, now) ??
    contentTypeFlaw(event);
  if (flawed) return flawed;
  const extensions = readExtensions(event);
  if (extensions !== null && isFlaw(extensions)) return extensions;
  return {
    id: event.id as string,
    source: event.source as string,
    type,
    caseNo: isWatermark ? null : (event.subject as string),
    occurredAt: readInstant(event.time) ?? null,
    recordedAt: readInstant(event.recordedtime) ?? null,
    extensions: extensions,
  };
}

function versionFlaw({ specversion }: Record<string, unknown>): Flaw | undefined {
  if (specversion === '1.0') return undefined;
  if (!given(specversion)) return missing('specversion');
  return flaw('invalid-member', 'specversion', '应为 "1.0" / must be "1.0"');
}

const missing = (member: string): Flaw => flaw('missing-member', member, '缺少必填成员 / required member is missing');

function nameFlaw(event: Record<string, unknown>, member: 'id' | 'source'): Flaw | undefined {
  const value = event[member];
  if (!given(value)) return missing(member);
  if (typeof value === 'string' && value !== '' && isWithin(value, MAX_ID) && !hasControls(value)) return undefined;
  const detail = `应为 1–${MAX_ID} 个字符的字符串，不含控制字符 / must be a string of 1–${MAX_ID} characters without controls`;
  return flaw('invalid-member', member, detail);
}

function typeFlaw(event: Record<string, unknown>, type: IncomingType | undefined): Flaw | undefined {
  if (type !== undefined) return undefined;
  if (!given(event.type)) return missing('type');
  if (typeof event.type !== 'string') return flaw('invalid-member', 'type', '应为字符串 / must be a string');
  const name = event.type.slice(0, 100);
  return flaw('unknown-type', 'type', `未知的事件类型 / unknown event type: ${name}`);
}

function subjectFlaw(subject: unknown, isWatermark: boolean): Flaw | undefined {
  if (isWatermark) {
    if (!given(subject)) return undefined;
    return flaw('invalid-member', 'subject', '水位事件不属于任何办件 / a watermark belongs to no case: leave it out');
  }
  if (!given(subject)) return missing('subject');
  if (typeof subject === 'string' && subject !== '' && isWithin(subject, MAX_CASE_NO) && !hasControls(subject))
    return undefined;
  const detail =
    `办件编号应为 1–${MAX_CASE_NO} 个字符，不含控制字符 / ` +
    `the case number must have 1–${MAX_CASE_NO} characters without controls`;
  return flaw('invalid-member', 'subject', detail);
}

function timeFlaw(
  event: Record<string, unknown>,
  member: 'time' | 'recordedtime',
  required: boolean,
  now: Instant,
): Flaw | undefined {
  const value = event[member];
  if (!given(value)) return required ? missing(member) : undefined;
  const at = readInstant(value);
  if (at === undefined)
    return flaw(
      'invalid-member',
      member,
      '应为带时区的 RFC 3339 时间（2000 年起） / must be an RFC 3339 time with an offset, not before 2000',
    );
  return at - now > CLOCK_TOLERANCE ? futureFlaw(member) : undefined;
}

export const futureFlaw = (member: string): Flaw =>
  flaw('future-time', member, '超前本机时间 2 分钟以上 / more than 2 minutes ahead of this server');

function contentTypeFlaw({ datacontenttype: type }: Record<string, unknown>): Flaw | undefined {
  if (!given(type) || (typeof type === 'string' && JSON_TYPE.test(type))) return undefined;
  return flaw('invalid-member', 'datacontenttype', '应为 application/json / must be application/json');
}

function readExtensions(event: Record<string, unknown>): Record<string, string | number | boolean> | Flaw | null {
  let names: string[] | undefined;
  for (const name in event) if (!KNOWN.has(name) && event[name] !== null) (names ??= []).push(name);
  if (names === undefined) return null;
  const extensions: Record<string, string | number | boolean> = {};
  for (const name of names.sort()) {
    const value = event[name];
    if (!EXTENSION_NAME.test(name) || isReservedName(name) || !isAttribute(value)) return unknownAttribute(name);
    extensions[name] = value;
  }
  if (Buffer.byteLength(JSON.stringify(extensions)) <= MAX_EXTENSIONS) return extensions;
  return flaw('too-long', names[0] ?? null, '扩展属性合计超过 4 KiB / the extension attributes exceed 4 KiB in total');
}

const isAttribute = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

const unknownAttribute = (name: string): Flaw =>
  flaw(
    'unknown-member',
    name,
    '没有这个属性；扩展属性名只含小写字母和数字，值为字符串、数字或布尔值 / ' +
      'no such attribute; an extension is named in lower-case letters and digits and is a string, a number or a boolean',
  );
