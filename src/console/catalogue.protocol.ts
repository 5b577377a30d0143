/** What the server and the web console say to each other of the catalogue. Plain types and constants only. */
import { PAUSE_KINDS } from '../domain/event.js';
import type { Benchmark } from '../domain/item-guide.js';
import { LIMIT_UNITS } from '../domain/standards.js';

/** What the form of an item offers. */
export const ITEM_PAUSES = PAUSE_KINDS;
export const ITEM_LIMIT_UNITS = LIMIT_UNITS;

export const CATALOGUE_KINDS = ['items', 'organisations', 'calendars', 'standards', 'profiles'] as const;
/** 事项 · 机构 · 日历 · 裁量基准 · 规则方案 */
export type CatalogueKind = (typeof CATALOGUE_KINDS)[number];

/** Characters of the reason of a draft, an import or a rejection, at least. */
export const MIN_REASON = 4;
export const isReason = (text: string): boolean => [...text.trim()].length >= MIN_REASON;

/** Text for people; where nobody has written an English one, `en` repeats the Chinese. */
export interface CatalogueWords {
  zh: string;
  en: string;
}

/** What is wrong (a refusal) or doubtful (a warning), and where: `steps[0].limit.amount`; empty: the whole. */
export interface CatalogueRemark {
  member: string;
  /** What people call the member; absent where nobody has named it. */
  label?: CatalogueWords;
  zh: string;
  en: string;
}

/** 现行 · 待生效 · 已被后版取代 · never in force, because a version made later begins no later */
export const VERSION_STATES = ['in-force', 'future', 'former', 'overtaken'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** From a file of `config/`, by PUT /api/v1/items without a draft, by a checked draft, from the register of before. */
export const VERSION_ORIGINS = ['file', 'direct', 'draft', 'register'] as const;
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

/** One entry of a list, as its version in force at the instant asked for says; of a coming one, as that says. */
export interface CatalogueEntryBrief {
  kind: CatalogueKind;
  code: string;
  name: CatalogueWords;
  /** The organisation that it belongs to, where it belongs to one. */
  org: string | null;
  /** As the register calls it; null where it knows none. */
  orgName: CatalogueWords | null;
  version: number;
  state: VersionState;
  /** RFC 3339; null: from the beginning. */
  effectiveFrom: string | null;
  versions: number;
  /** Drafts that wait for their check. */
  drafts: number;
}

export interface CataloguePage {
  items: CatalogueEntryBrief[];
  nextCursor: string | null;
  total: number;
}

/** One member that two versions say differently, in words. Null: the member is not there. */
export interface Difference {
  /** `promised.amount`, `steps[审查].limit`: entries of lists are named by their code, name, kind or date. */
  member: string;
  label: CatalogueWords;
  change: 'added' | 'removed' | 'changed';
  before: CatalogueWords | null;
  after: CatalogueWords | null;
}

export interface CatalogueVersion {
  version: number;
  state: VersionState;
  effectiveFrom: string | null;
  origin: VersionOrigin;
  /** User name, or the folder of the file. */
  author: string;
  /** Name of the person; null: no account of this name. */
  authorName: string | null;
  /** The second person; null where there was none. */
  checker: string | null;
  checkerName: string | null;
  note: string | null;
  createdAt: string;
  /** Number of the draft that it came from. */
  draft: number | null;
  /** To the version before it by number; at most 500, `moreDifferences` tells of others. */
  differences: Difference[];
  moreDifferences: number;
}

export interface CatalogueEntry extends CatalogueEntryBrief {
  /** The whole version: of items ItemDto, organisations OrganisationBody, calendars CalendarBody, standards StandardBody, profiles as the published schema says. */
  body: unknown;
  /** Names of the organisations that the body names, by code. */
  orgNames: Record<string, CatalogueWords>;
  warnings: CatalogueRemark[];
  /** Newest first. */
  history: CatalogueVersion[];
  /** Open drafts, and the closed ones that became no version. Newest first. */
  proposals: DraftBrief[];
}

/** 待审核 · 已审核生效（或待生效） · 已退回 · 已撤回 */
export const DRAFT_STATES = ['draft', 'in-force', 'rejected', 'withdrawn'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export interface DraftBrief {
  id: number;
  kind: CatalogueKind;
  code: string;
  name: CatalogueWords;
  org: string | null;
  orgName: CatalogueWords | null;
  state: DraftState;
  /** Null: from the instant of the check; the first version of an entry, from the beginning. */
  effectiveFrom: string | null;
  note: string | null;
  /** Raised by every edit; whoever checks names the one that was read. */
  edition: number;
  /** User name, and the person's. */
  author: string;
  authorName: string;
  createdAt: string;
  updatedAt: string;
  checker: string | null;
  checkerName: string | null;
  checkedAt: string | null;
  /** Why it was rejected. */
  reason: string | null;
  /** The version that it became. */
  version: number | null;
}

/** One step of a draft's life. */
export interface DraftStep {
  at: string;
  by: string;
  byName: string;
  act: 'drafted' | 'edited' | 'checked' | 'rejected' | 'withdrawn';
  from: DraftState | null;
  to: DraftState;
  edition: number;
  reason: string | null;
}

export interface CatalogueDraft extends DraftBrief {
  body: unknown;
  /** Names of the organisations that the draft and its base name, by code. */
  orgNames: Record<string, CatalogueWords>;
  /** The version that it is compared with: the one in force when the draft begins; null: there is none. */
  base: number | null;
  differences: Difference[];
  moreDifferences: number;
  warnings: CatalogueRemark[];
  /** What has become wrong since it was written (a parent gone, a date passed): it can't be checked as it is. */
  faults: CatalogueRemark[];
  /** Oldest first. */
  trace: DraftStep[];
  /** What the account that asks may do now; `null`: it may, else why not. */
  may: { edit: CatalogueWords | null; withdraw: CatalogueWords | null; check: CatalogueWords | null };
}

export interface DraftPage {
  items: DraftBrief[];
  nextCursor: string | null;
  total: number;
}

/** POST …/{code}/drafts. */
export interface DraftInput {
  body: unknown;
  effectiveFrom?: string | null;
  note?: string | null;
}

/** PUT …/{code}/drafts/{id}: over the edition that has been read, 409 `draft-edited` where there is a later one. */
export interface DraftEdit extends DraftInput {
  edition: number;
}

/** POST …/drafts/{id}/check. `reject` needs a reason. */
export interface CheckInput {
  edition: number;
  decision: 'approve' | 'reject';
  reason?: string | null;
}

/** POST …/{code}/validate: what a draft would be told; nothing is stored. */
export interface DraftTrial {
  faults: CatalogueRemark[];
  warnings: CatalogueRemark[];
  base: number | null;
  differences: Difference[];
  moreDifferences: number;
}

export const ORGANISATION_KINDS = [
  'province',
  'city',
  'county',
  'town',
  'village',
  'department',
  'centre',
  'window',
] as const;
/** 省 市 县 乡镇（街道） 村（社区） · 部门 政务服务中心 窗口 */
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export interface OrganisationBody {
  name: string;
  nameEn?: string;
  kind: OrganisationKind;
  /** Division code of where it lies; of a region itself its own code, and may be left out. */
  region?: string;
  /** Of a region the one above; of a department the one of its kind above; of a window its centre. */
  parent?: string;
  /** 统一社会信用代码 */
  uscc?: string;
}

/** A node of the tree of places: regions, in each its departments and centres, in each centre its windows. */
export interface OrganisationNode extends OrganisationBody {
  code: string;
  /** How many lie directly below. */
  below: number;
  /** As deep as was asked for. */
  children?: OrganisationNode[];
}

/** GET …/organisations/tree?root=&depth= (without root: from the top; depth 1–4, default 1). */
export interface OrganisationTree {
  root: string | null;
  nodes: OrganisationNode[];
}

/** A day that a notice declares: off on a weekday, or a make-up day on a weekend. */
export interface CalendarDayBody {
  /** YYYY-MM-DD */
  date: string;
  off: boolean;
  name: string;
  notice: string;
}

export interface CalendarBody {
  name: string;
  /** Organisation codes, or `prefix*`; the most specific one wins, `cn` is everybody else's. */
  orgs: string[];
  /** The calendar whose days hold here too; then `days` are its own ones beside them, and the span is that one's. */
  extends?: string;
  /** `[["09:00","12:00"],["13:00","17:00"]]`; needed without `extends`. */
  officeHours?: (readonly [open: string, close: string])[];
  firstDay?: string;
  lastDay?: string;
  days: CalendarDayBody[];
}

/** 裁量基准: a row of the register. */
export interface StandardBody extends Omit<Benchmark, 'code'> {
  /** Items whose decisions it governs. */
  items?: string[];
  /** The organisation that has issued it. */
  org?: string;
}
