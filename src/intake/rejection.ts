import { maskedJson, maskedText } from './masking.js';
import { isPlainObject } from './payloads/values.js';
import { storable, storableBytes } from './text.js';

/** Why an event was turned down, before anything was looked up in the database. */
export const READING_FAULTS = [
  'invalid-json',
  'not-an-object',
  'missing-member',
  'unknown-member',
  'unknown-type',
  'invalid-member',
  'future-time',
  'too-long',
  /** Found once the event has been read: the feed may not report on its organisation. */
  'out-of-scope',
] as const;
export type ReadingFault = (typeof READING_FAULTS)[number];

/** The first thing wrong with an event. `member` is a path: `subject`, `data.applicant.kind`. */
export interface Flaw {
  readonly reason: ReadingFault;
  readonly member: string | null;
  /** Chinese / English. */
  readonly detail: string;
}

/** A turned-down event as the quarantine keeps it; every text in it can be stored. */
export interface Rejection extends Flaw {
  readonly id?: string;
  readonly source?: string;
  readonly caseNo?: string;
  /** At most 64 KiB, the applicant masked. */
  readonly body: string;
}

export const MAX_BODY_BYTES = 64 * 1024;
const MAX_NAME = 200;
const MAX_DETAIL = 4000;

export const flaw = (reason: ReadingFault, member: string | null, detail: string): Flaw => ({ reason, member, detail });

/** Turns down something that was read as JSON. */
export function reject(value: unknown, why: Flaw): Rejection {
  const event = isPlainObject(value) ? value : {};
  const text = (name: string, as: string) =>
    typeof event[name] === 'string' ? { [as]: storable(event[name], MAX_NAME) } : {};
  return {
    ...text('id', 'id'),
    ...text('source', 'source'),
    ...text('subject', 'caseNo'),
    ...clean(why),
    body: bodyOf(value),
  };
}

/** Turns down what could not be read as JSON. */
export const rejectText = (text: string, why: Flaw): Rejection => ({
  ...clean(why),
  body: storableBytes(maskedText(text.slice(0, MAX_BODY_BYTES)), MAX_BODY_BYTES),
});

const clean = (why: Flaw): Flaw => ({
  reason: why.reason,
  member: why.member === null ? null : storable(why.member, MAX_NAME),
  detail: storable(why.detail, MAX_DETAIL),
});

function bodyOf(value: unknown): string {
  try {
    return storableBytes(maskedJson(value) ?? '', MAX_BODY_BYTES);
  } catch (error) {
    if (error instanceof RangeError) return '（嵌套过深，未保留 / nested too deeply, not kept）';
    throw error;
  }
}
