import {
  CATALOGUE_KINDS,
  type CatalogueKind,
  DRAFT_STATES,
  type DraftState,
  isReason,
  MIN_REASON,
} from '../../console/catalogue.protocol.js';
import { type Instant, parseRfc3339 } from '../../domain/instant.js';
import { knownMembers, textOf } from '../../http/input.js';
import { DEFAULT_LIMIT, idAfter, MAX_LIMIT, oneOf, parametersOf, text, upTo } from '../../http/page-query.js';
import { badRequest, problem } from '../../http/problem.js';
import type { Bilingual } from '../../settings/fault.js';
import { DRAFT_CURSOR } from './draft.view.js';

/** Characters of a note or a reason. */
export const MAX_NOTE = 500;

/** @throws 404 */
export function readKind(kind: string): CatalogueKind {
  const found = CATALOGUE_KINDS.find((one) => one === kind);
  if (found) return found;
  const list = CATALOGUE_KINDS.join(', ');
  throw problem(404, 'unknown-kind', { zh: `目录类别只有 ${list}`, en: `the catalogue has ${list}` });
}

export interface ReadDraft {
  readonly body: unknown;
  readonly effectiveFrom: Instant | null;
  readonly note: string | null;
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Why something is done, in words that another person can check. @throws 400 */
export function reasonOf(value: unknown, member: string): string {
  const given = isBlank(value) ? '' : textOf(value, member, MAX_NOTE);
  if (isReason(given)) return given;
  throw problem(
    400,
    'reason-needed',
    {
      zh: `${member}：请写明理由，至少 ${MIN_REASON} 个字`,
      en: `${member}: give a reason of at least ${MIN_REASON} characters`,
    },
    member,
  );
}

/** A draft that somebody hands in to be checked: it says why. @throws 400 */
export function readSubmitted(value: unknown): ReadDraft {
  const given = readDraft(value);
  return { ...given, note: reasonOf(given.note, 'note') };
}

/** A draft that was read, and is written over. @throws 400 */
export function readEdited(value: unknown): ReadDraft & { readonly edition: number } {
  const { edition, ...given } = knownMembers(value, ['edition', 'body', 'effectiveFrom', 'note']);
  const words = { zh: '应为所修改稿次的编号', en: 'must be the edition that has been read and is edited' };
  return { ...readSubmitted(given), edition: readEdition(edition, words) };
}

/** @throws 400 */
function readEdition(edition: unknown, words: Bilingual): number {
  if (typeof edition === 'number' && Number.isSafeInteger(edition) && edition >= 1) return edition;
  throw badRequest('edition', words);
}

/** An `effectiveFrom` inside the body, as items have it, counts where there is none beside it. @throws 400 */
export function readDraft(value: unknown): ReadDraft {
  const { body, effectiveFrom, note } = knownMembers(value, ['body', 'effectiveFrom', 'note']);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('body', { zh: '应为对象', en: 'must be an object' });
  const { effectiveFrom: inside, ...rest } = body as Record<string, unknown>;
  return {
    body: rest,
    effectiveFrom: readInstant(effectiveFrom ?? inside),
    note: isBlank(note) ? null : textOf(note, 'note', MAX_NOTE),
  };
}

function readInstant(value: unknown): Instant | null {
  if (value === undefined || value === null || value === '') return null;
  const instant = typeof value === 'string' ? parseRfc3339(value) : undefined;
  if (instant !== undefined) return instant;
  throw badRequest('effectiveFrom', {
    zh: '应为带时区的 RFC 3339 时间',
    en: 'must be an RFC 3339 time with an offset',
  });
}

export interface ReadCheck {
  readonly edition: number;
  readonly approve: boolean;
  readonly reason: string | null;
}

/** @throws 400 */
export function readCheck(value: unknown): ReadCheck {
  const { edition: read, decision, reason } = knownMembers(value, ['edition', 'decision', 'reason']);
  const edition = readEdition(read, { zh: '应为所审核稿次的编号', en: 'must be the edition that has been read' });
  if (decision !== 'approve' && decision !== 'reject')
    throw badRequest('decision', { zh: '只能是 approve、reject', en: 'must be approve or reject' });
  if (decision === 'reject') return { edition, approve: false, reason: reasonOf(reason, 'reason') };
  const given = isBlank(reason) ? null : textOf(reason, 'reason', MAX_NOTE);
  return { edition, approve: true, reason: given };
}

export interface DraftListQuery {
  readonly kind?: CatalogueKind;
  readonly state?: DraftState;
  readonly limit: number;
  readonly after?: string;
}

/** @throws 400 */
export function readDraftQuery(query: unknown): DraftListQuery {
  const read = parametersOf(query, ['kind', 'state', 'limit', 'cursor']);
  return {
    kind: read('kind', oneOf(CATALOGUE_KINDS)),
    state: read('state', oneOf(DRAFT_STATES)),
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
    after: read('cursor', idAfter(DRAFT_CURSOR)),
  };
}

export const readCode = (code: string): string => text(64)(code, 'code');
