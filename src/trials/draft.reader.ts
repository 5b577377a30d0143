import { TRIAL_KINDS, type TrialKind } from '../console/trials.protocol.js';
import { readItem } from '../catalogue/items/item.reader.js';
import type { Instant } from '../domain/instant.js';
import { knownMembers, textOf } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { findUnstorable } from '../intake/text.js';

/** Which draft a request names; the body is read by kind. */
export interface DraftInput {
  readonly kind: TrialKind;
  readonly code: string;
  readonly body: unknown;
  /** Number of a draft of the catalogue. */
  readonly draft: number | undefined;
}

/** @throws 400 naming the member */
export function readDraftInput(value: unknown): DraftInput {
  const { kind, code, body, draft } = knownMembers(value, ['kind', 'code', 'body', 'draft'], 'draft');
  const unstorable = findUnstorable(value, 'draft');
  if (unstorable !== undefined)
    throw badRequest(unstorable, {
      zh: '含有无法保存的字符，或者嵌套过深',
      en: 'contains characters that cannot be stored, or is nested too deeply',
    });
  if (body !== undefined && draft !== undefined)
    throw badRequest('draft', { zh: 'body 与 draft 只能给出一个', en: 'give either body or draft' });
  return {
    kind: oneOf(kind, TRIAL_KINDS, 'draft.kind'),
    code: textOf(code, 'draft.code', 64),
    body,
    draft: draft === undefined ? undefined : numberOf(draft),
  };
}

function numberOf(draft: unknown): number {
  const text = typeof draft === 'number' ? String(draft) : draft;
  if (typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw badRequest('draft.draft', { zh: '应为草案编号', en: 'must be the number of a draft' });
}

/** An item as `PUT /api/v1/items/{code}` takes it. @throws 400 */
export function readItemDraft(code: string, given: unknown): { body: unknown; ownStart: Instant | null } {
  const reading = readItem(given);
  if ('faults' in reading) {
    const [{ member, zh, en }] = reading.faults;
    throw badRequest(member === '' ? 'draft.body' : `draft.body.${member}`, { zh, en });
  }
  const { draft } = reading;
  sameCode(draft.code, code);
  return { body: draft.body, ownStart: draft.effectiveFrom ?? null };
}

/** @throws 400 */
export function sameCode(given: unknown, code: string): void {
  if (given !== undefined && given !== code)
    throw badRequest('draft.body.code', { zh: '与 draft.code 不一致', en: 'is not draft.code' });
}

/** @throws 400 */
export function oneOf<T extends string>(value: unknown, values: readonly T[], member: string): T {
  const found = values.find((one) => one === value);
  if (found !== undefined) return found;
  throw badRequest(member, { zh: `只能是 ${values.join('、')}`, en: `must be one of ${values.join(', ')}` });
}
