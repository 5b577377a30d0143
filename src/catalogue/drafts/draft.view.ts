import type { CatalogueDraft, CatalogueRemark, DraftBrief, DraftPage } from '../../console/catalogue.protocol.js';
import { type Instant, rfc3339 } from '../../domain/instant.js';
import { pageOf } from '../../http/page-query.js';
import type { Account } from '../../identity/account.js';
import { differencesOf } from '../browse/difference.js';
import type { DraftRecord, TraceRecord } from './draft.js';
import { transit, type DraftAct } from './draft.transitions.js';
import { nameOf } from '../browse/entry-name.js';
import { labelled } from '../browse/member-path.js';
import type { OrgNames } from '../organisations/organisation.names.js';
import type { StoredVersion } from '../versions/version.js';

/** Tells the cursors of this list from those of others. */
export const DRAFT_CURSOR = 'cd1';

const shown = (at: Instant | null): string | null => (at === null ? null : rfc3339(Math.round(at)));

export const draftBrief = (draft: DraftRecord): DraftBrief => ({
  id: draft.id,
  kind: draft.kind,
  code: draft.code,
  name: nameOf(draft.code, draft.body),
  org: draft.org,
  orgName: draft.orgName,
  state: draft.state,
  effectiveFrom: shown(draft.effectiveFrom),
  note: draft.note,
  edition: draft.edition,
  author: draft.author,
  authorName: draft.authorName,
  createdAt: rfc3339(Math.round(draft.createdAt)),
  updatedAt: rfc3339(Math.round(draft.updatedAt)),
  checker: draft.checker,
  checkerName: draft.checkerName,
  checkedAt: shown(draft.checkedAt),
  reason: draft.reason,
  version: draft.version,
});

export interface DraftSurroundings {
  readonly base: StoredVersion | undefined;
  readonly warnings: readonly CatalogueRemark[];
  readonly faults: readonly CatalogueRemark[];
  readonly steps: readonly TraceRecord[];
  readonly orgNames: OrgNames;
}

export function draftView(draft: DraftRecord, about: DraftSurroundings, account: Account): CatalogueDraft {
  const isWriter = draft.writers.includes(account.id);
  const refusalOf = (act: DraftAct) => {
    const found = transit(draft.state, act, { isWriter, reason: '-' });
    return 'refusal' in found ? found.refusal.words : null;
  };
  return {
    ...draftBrief(draft),
    body: draft.body,
    orgNames: about.orgNames,
    base: about.base?.version ?? null,
    ...differencesOf(draft.kind, about.base?.body ?? null, draft.body),
    warnings: labelled(draft.kind, about.warnings),
    faults: labelled(draft.kind, about.faults),
    trace: about.steps.map(({ at, ...step }) => ({ ...step, at: rfc3339(Math.round(at)) })),
    may: { edit: refusalOf('edited'), withdraw: refusalOf('withdrawn'), check: refusalOf('checked') },
  };
}

export function draftPage(rows: readonly DraftRecord[], limit: number, total: number): DraftPage {
  const listed = rows.map((row) => ({ ...row, id: String(row.id), record: row }));
  const { page, nextCursor } = pageOf(DRAFT_CURSOR, listed, limit);
  return { items: page.map(({ record }) => draftBrief(record)), nextCursor, total };
}
