import { HINT_STATUSES } from '../console/hints.protocol.js';
import { knownMembers, textOf } from '../http/input.js';
import { DEFAULT_LIMIT, idAfter, isId, MAX_LIMIT, oneOf, parametersOf, text, upTo } from '../http/page-query.js';
import { badRequest } from '../http/problem.js';
import type { HintFilter } from './hint.repository.js';

export interface HintQuery extends HintFilter {
  readonly limit: number;
}

/** Tells the cursors of this list from those of others. */
export const CURSOR_MARK = 'h1';
export const MAX_NOTE = 1_000;

/** Reads the query of `GET /hints`. @throws 400 naming the parameter */
export function readHintQuery(query: unknown): HintQuery {
  const read = parametersOf(query, ['status', 'rule', 'org', 'limit', 'cursor']);
  return {
    status: read('status', oneOf(HINT_STATUSES)),
    rule: read('rule', text(20)),
    org: read('org', text(100)),
    below: read('cursor', idAfter(CURSOR_MARK)),
    limit: read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT,
  };
}

/** @throws 400 */
export const readNote = (body: unknown): string => textOf(knownMembers(body, ['note']).note, 'note', MAX_NOTE);

/** @throws 400 */
export function readHintId(id: string): string {
  if (isId(id)) return id;
  throw badRequest('id', { zh: '应为线索的编号', en: 'must be the id of a hint' });
}
