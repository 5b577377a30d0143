import type {
  CatalogueEntry,
  CatalogueEntryBrief,
  CataloguePage,
  CatalogueRemark,
  CatalogueVersion,
  VersionState,
} from '../../console/catalogue.protocol.js';
import { type Instant, rfc3339 } from '../../domain/instant.js';
import type { BrowsedEntry } from './browse.repository.js';
import { differencesOf } from './difference.js';
import type { DraftRecord } from '../drafts/draft.js';
import { draftBrief } from '../drafts/draft.view.js';
import { nameOf, orgOf } from './entry-name.js';
import { labelled } from './member-path.js';
import type { OrgNames } from '../organisations/organisation.names.js';
import { inForceAt, type NamedVersion, startOf, type StoredVersion } from '../versions/version.js';

const shown = (at: Instant | null): string | null => (at === null ? null : rfc3339(Math.round(at)));

/** What a version is at an instant, among all of its entry. */
export function stateOf(version: StoredVersion, versions: readonly StoredVersion[], at: Instant): VersionState {
  if (inForceAt(versions, at)?.id === version.id) return 'in-force';
  if (startOf(version) > at) return isOvertaken(version, versions) ? 'overtaken' : 'future';
  return isOvertaken(version, versions) ? 'overtaken' : 'former';
}

/** A later one that begins no later was there before this one could begin. */
const isOvertaken = (version: StoredVersion, versions: readonly StoredVersion[]): boolean =>
  versions.some(
    (other) => other.id > version.id && startOf(other) <= startOf(version) && other.createdAt <= startOf(version),
  );

const brief = (
  { kind, code, version, body, effectiveFrom }: StoredVersion,
  more: Pick<CatalogueEntryBrief, 'orgName' | 'state' | 'versions' | 'drafts'>,
): CatalogueEntryBrief => ({
  kind,
  code,
  name: nameOf(code, body),
  org: orgOf(kind, code, body),
  version,
  effectiveFrom: shown(effectiveFrom),
  ...more,
});

export function entryPage(rows: readonly BrowsedEntry[], limit: number, total: number, at: Instant): CataloguePage {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) =>
      brief(row, {
        state: startOf(row) > at ? 'future' : 'in-force',
        versions: row.versions,
        drafts: row.drafts,
        orgName: row.orgName,
      }),
    ),
    nextCursor: last ? Buffer.from(last.code).toString('base64url') : null,
    total,
  };
}

/** Newest first, each beside the one before it. */
const historyOf = (versions: readonly NamedVersion[], at: Instant): CatalogueVersion[] =>
  versions.map((one, i) => ({
    version: one.version,
    state: stateOf(one, versions, at),
    effectiveFrom: shown(one.effectiveFrom),
    origin: one.origin,
    author: one.createdBy,
    authorName: one.authorName,
    checker: one.checker,
    checkerName: one.checkerName,
    note: one.note,
    createdAt: rfc3339(Math.round(one.createdAt)),
    draft: one.draft,
    ...differencesOf(one.kind, versions[i + 1]?.body ?? null, one.body),
  }));

/** @param versions all of the entry, newest first */
export function entryView(
  chosen: StoredVersion,
  versions: readonly NamedVersion[],
  proposals: readonly DraftRecord[],
  warnings: readonly CatalogueRemark[],
  orgNames: OrgNames,
  at: Instant,
): CatalogueEntry {
  const open = proposals.filter(({ state }) => state === 'draft').length;
  const org = orgOf(chosen.kind, chosen.code, chosen.body);
  const orgName = org === null ? null : (orgNames[org] ?? null);
  return {
    ...brief(chosen, { orgName, state: stateOf(chosen, versions, at), versions: versions.length, drafts: open }),
    body: chosen.body,
    orgNames,
    warnings: labelled(chosen.kind, warnings),
    history: historyOf(versions, at),
    proposals: proposals.filter(({ state }) => state !== 'in-force').map(draftBrief),
  };
}
