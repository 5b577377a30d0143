import { isDeepStrictEqual } from 'node:util';
import { setImmediate as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { CatalogueKind, CatalogueRemark } from '../../console/catalogue.protocol.js';
import { dayFromIso, type Instant, parseRfc3339, startOfDay } from '../../domain/instant.js';
import { type Account, visibleOrg } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { CatalogueValidator } from '../kinds/catalogue.validator.js';
import { differencesOf } from '../browse/difference.js';
import { lateFaults } from '../drafts/draft.faults.js';
import { DraftReach } from '../drafts/draft.reach.js';
import { remark } from '../kinds/kind.js';
import { keptSources } from '../profiles/profile.citations.js';
import { inForceAt, startOf, type StoredVersion } from '../versions/version.js';
import type { FileEntry } from './file-entry.js';
import { type Examined, placed, refused } from './examination.js';
import { ENTRIES_AT_ONCE } from './exchange-limits.js';
import { ExchangeRepository } from './exchange.repository.js';
import { isMembers, type Members, plain } from './members.js';
import { Neighbours } from './neighbours.js';
import { KEY } from './table.js';

/** Rows of a file that refer to refused rows are refused in the next pass; more than this many never follow. */
const MAX_PASSES = 10;

interface Known {
  readonly versions: ReadonlyMap<string, readonly StoredVersion[]>;
  readonly drafts: ReadonlyMap<string, readonly number[]>;
  readonly scope: string | undefined;
  readonly now: Instant;
}

/** Tells what would become of the entries of a file. */
@Injectable()
export class Examiner {
  constructor(
    private readonly validator: CatalogueValidator,
    private readonly stored: ExchangeRepository,
    private readonly reach: DraftReach,
    private readonly clock: Clock,
  ) {}

  async examine(kind: CatalogueKind, entries: readonly FileEntry[], account: Account): Promise<Examined[]> {
    const codes = [...new Set(entries.map(({ code }) => code).filter((code) => !code.includes('\0')))];
    const [versions, drafts] = await Promise.all([
      this.stored.versions(kind, codes),
      this.stored.openDrafts(kind, codes),
    ]);
    const known: Known = { versions, drafts, scope: visibleOrg(account), now: this.clock.now() };
    const twice = repeated(entries);
    let examined: Examined[] = [];
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
      const before = examined;
      const beside = new Neighbours(kind, await this.validator.beside(), entries, before);
      examined = [];
      for (const [i, entry] of entries.entries()) {
        if (i % ENTRIES_AT_ONCE === 0) await pause();
        const faults = [...entry.faults, ...(twice.get(entry) ?? [])];
        const value = faults.length === 0 ? entry.value : undefined;
        examined.push(value ? await this.one(kind, entry, value, beside, known) : refused(entry, faults));
      }
      // Only these refer to each other.
      const isSettled = kind === 'items' || kind === 'standards' || count(examined) === count(before);
      if (isSettled || count(examined) === 0) break;
    }
    return examined;
  }

  private async one(
    kind: CatalogueKind,
    entry: FileEntry,
    value: Members,
    beside: Neighbours,
    known: Known,
  ): Promise<Examined> {
    const { code } = entry;
    const { [KEY]: stated = code, effectiveFrom: given, ...body } = value;
    const refuse = (...faults: CatalogueRemark[]) =>
      refused(
        entry,
        faults.map((fault) => placed(entry, fault)),
      );
    if (stated !== code) return refuse(remark(KEY, `应为 ${code}`, `must be ${code}`));
    const versions = known.versions.get(code) ?? [];
    const current = inForceAt(versions, known.now);
    const instant = readInstant(given);
    if (instant === undefined)
      return refuse(remark('effectiveFrom', '应为 RFC 3339 时间或日期', 'must be an RFC 3339 time or a day'));
    const effectiveFrom = instant === current?.effectiveFrom ? null : instant;
    const base = inForceAt(versions, effectiveFrom ?? known.now);
    const says = (other: unknown): boolean =>
      base !== undefined &&
      (effectiveFrom === null || effectiveFrom === base.effectiveFrom) &&
      isDeepStrictEqual(withoutCode(plain(other)), withoutCode(base.body));
    const settled = { entry, effectiveFrom, faults: [], warnings: [], differences: [], moreDifferences: 0 };
    if (says(body)) return { ...settled, outcome: 'same' };
    const validation = await beside.around(code, (around) =>
      this.validator.validate(kind, code, body, effectiveFrom, around),
    );
    const late = lateFaults(kind, effectiveFrom, known.now);
    if ('faults' in validation) return refuse(...validation.faults, ...late);
    if (says(validation.body)) return { ...settled, outcome: 'same' };
    const newest = versions.at(-1);
    const change = { kind, code, body: validation.body, org: validation.org, newest };
    const beyond = await this.reach.beyond(change, known.scope);
    const outside =
      beyond === undefined ? [] : [remark(beyond, '超出本账号所辖机构', 'outside the organisations of this account')];
    if (late.length + outside.length > 0) return refuse(...late, ...outside);
    const kept = keptSources(kind, base?.body ?? null, validation.body);
    const warnings = [...validation.warnings, ...kept, ...doubts(known.drafts.get(code) ?? [], instant, current)];
    return {
      ...settled,
      outcome: base ? 'changed' : 'new',
      warnings: [...(entry.doubts ?? []), ...warnings.map((one) => placed(entry, one))],
      ...differencesOf(kind, base?.body ?? null, validation.body),
      content: { org: validation.org, body: validation.body, effectiveFrom, note: null, base: base?.version ?? null },
    };
  }
}

const count = (examined: readonly Examined[]): number => examined.filter(({ outcome }) => outcome === 'refused').length;

function doubts(
  drafts: readonly number[],
  instant: Instant | null,
  current: StoredVersion | undefined,
): CatalogueRemark[] {
  const waiting = drafts.join('、');
  return [
    ...(drafts.length > 0
      ? [remark('', `已有待审核的草案 ${waiting}`, `drafts ${drafts.join(', ')} of it wait for their check`)]
      : []),
    ...(instant !== null && current && instant < startOf(current)
      ? [
          remark(
            'effectiveFrom',
            '早于现行版本的生效时间：不会生效',
            'lies before that of the version in force: it would never be in force',
          ),
        ]
      : []),
    ...(instant !== null && instant === current?.effectiveFrom
      ? [
          remark(
            'effectiveFrom',
            '与现行版本相同：变更自审核时起生效',
            'is that of the version in force: the change takes effect with its check',
          ),
        ]
      : []),
  ];
}

/** `undefined`: it can't be read. A day begins at midnight in Shanghai. */
function readInstant(given: unknown): Instant | null | undefined {
  if (given === undefined || given === null || given === '') return null;
  if (typeof given !== 'string') return undefined;
  const instant = parseRfc3339(given);
  if (instant !== undefined) return instant;
  try {
    return startOfDay(dayFromIso(given));
  } catch {
    return undefined;
  }
}

function withoutCode(body: unknown): unknown {
  if (!isMembers(body)) return body;
  const { [KEY]: _code, ...rest } = body;
  return rest;
}

/** What stands in a file twice is refused wherever it stands: nobody can say which one is meant. */
function repeated(entries: readonly FileEntry[]): Map<FileEntry, Examined['faults']> {
  const first = new Map<string, FileEntry>();
  const faults = new Map<FileEntry, Examined['faults']>();
  for (const entry of entries.filter(({ value }) => value)) {
    const other = first.get(entry.code);
    if (!other) first.set(entry.code, entry);
    else {
      faults.set(entry, [twice(entry, other)]);
      if (!faults.has(other)) faults.set(other, [twice(other, entry)]);
    }
  }
  return faults;
}

const twice = (entry: FileEntry, other: FileEntry) =>
  placed(entry, remark(KEY, `编码与第 ${other.line} 行相同`, `the same code stands in line ${other.line}`));
