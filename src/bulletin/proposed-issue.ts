import { type Instant, dayOf, startOfDay } from '../domain/instant.js';
import type { IssueMembers } from './bulletin.query.js';
import type { EditionRow } from './bulletin.repository.js';
import type { Issue } from './text/compose.js';

/** What the next edition bears. @param former the newest one that has been issued */
export function proposedIssue(
  { number, dated, reason }: IssueMembers,
  former: Pick<EditionRow, 'edition' | 'dated' | 'issuedAt'> | undefined,
  now: Instant,
): Issue {
  return {
    at: dated ?? startOfDay(dayOf(now)),
    edition: (former?.edition ?? 0) + 1,
    number,
    correction: former && reason !== null ? { formerAt: former.issuedAt, reason } : null,
  };
}
