import { TRIAL_KINDS, type TrialKind } from '../console/trials.protocol.js';
import { dayFromIso } from '../domain/instant.js';
import type { Benchmark } from '../domain/item-guide.js';
import type { ItemVersion } from '../domain/standards.js';
import { type DeclaredDay, workingCalendar } from '../domain/working-calendar.js';
import { knownMembers, textOf } from '../http/input.js';
import { badRequest } from '../http/problem.js';
import { judgedVersion } from '../catalogue/item.js';
import { readItem } from '../catalogue/item.reader.js';
import { DRAFT_VERSION, type StoredDays } from './draft.js';

/** Which draft a request names; the body is read by kind. */
export interface DraftInput {
  readonly kind: TrialKind;
  readonly code: string;
  readonly body: unknown;
  readonly draft: string | undefined;
}

/** @throws 400 naming the member */
export function readDraftInput(value: unknown): DraftInput {
  const { kind, code, body, draft } = knownMembers(value, ['kind', 'code', 'body', 'draft'], 'draft');
  const known = TRIAL_KINDS.find((one) => one === kind);
  if (!known)
    throw badRequest('draft.kind', {
      zh: `只能是 ${TRIAL_KINDS.join('、')}`,
      en: `must be one of ${TRIAL_KINDS.join(', ')}`,
    });
  if (body !== undefined && draft !== undefined)
    throw badRequest('draft', { zh: 'body 与 draft 只能给出一个', en: 'give either body or draft' });
  const id = typeof draft === 'number' ? String(draft) : draft;
  return {
    kind: known,
    code: textOf(code, 'draft.code', 64),
    body,
    draft: id === undefined ? undefined : textOf(id, 'draft.draft', 20),
  };
}

/** Numbers of drafts are no numbers of stored versions. */
const DRAFT_ID = Number.MAX_SAFE_INTEGER;

/** An item as `PUT /api/v1/items/{code}` takes it. @throws 400 */
export function readItemDraft(code: string, body: unknown): ItemVersion {
  const reading = readItem(body);
  if ('faults' in reading) {
    const [{ member, zh, en }] = reading.faults;
    throw badRequest(member === '' ? 'draft.body' : `draft.body.${member}`, { zh, en });
  }
  const { draft } = reading;
  if (draft.code !== undefined && draft.code !== code)
    throw badRequest('draft.body.code', { zh: '与 draft.code 不一致', en: 'is not draft.code' });
  const { body: said, effectiveFrom = null } = draft;
  const record = { id: DRAFT_ID, code, version: 0, effectiveFrom, body: said, createdAt: 0, createdBy: DRAFT_VERSION };
  return judgedVersion(record);
}

/** Days laid over those of the calendar in force. @throws 400 */
export function readCalendarDraft(body: unknown, inForce: StoredDays): StoredDays {
  const path = 'draft.body';
  const members = ['days', 'officeHours', 'firstDay', 'lastDay', 'name', 'orgs'] as const;
  const { days, officeHours, firstDay, lastDay } = knownMembers(body, members, path);
  const drafted = {
    officeHours: (officeHours ?? inForce.officeHours) as StoredDays['officeHours'],
    firstDay: firstDay === undefined ? inForce.firstDay : dayText(firstDay, `${path}.firstDay`),
    lastDay: lastDay === undefined ? inForce.lastDay : dayText(lastDay, `${path}.lastDay`),
    days: { ...inForce.days },
  };
  for (const [date, declared] of declaredOf(days, `${path}.days`))
    if (declared) drafted.days[date] = declared;
    else delete drafted.days[date];
  try {
    workingCalendar('draft', DRAFT_VERSION, { ...drafted, days: new Map(Object.entries(drafted.days)) });
  } catch (error) {
    throw badRequest(path, { zh: '不成日历', en: error instanceof Error ? error.message : 'is no calendar' });
  }
  return drafted;
}

/** By date, or a list of entries with `date`. */
function declaredOf(days: unknown, path: string): [date: string, declared: DeclaredDay | null][] {
  if (days === undefined) return [];
  const entries: [string, unknown][] = Array.isArray(days)
    ? days.map((entry: { date?: unknown }, i) => {
        const { date, ...declared } = knownMembers(entry, ['date', 'off', 'name', 'notice'], `${path}[${i}]`);
        return [dayText(date, `${path}[${i}].date`), declared];
      })
    : Object.entries(knownMembers(days, Object.keys(days as object), path));
  return entries.map(([date, value]) => {
    const at = `${path}.${date}`;
    if (value === null) return [dayText(date, at), null];
    const { off, name, notice } = knownMembers(value, ['off', 'name', 'notice'], at);
    if (typeof off !== 'boolean')
      throw badRequest(`${at}.off`, { zh: '应为 true 或 false', en: 'must be true or false' });
    return [
      dayText(date, at),
      { off, name: textOf(name, `${at}.name`, 50), notice: textOf(notice, `${at}.notice`, 100) },
    ];
  });
}

function dayText(value: unknown, member: string): string {
  const text = textOf(value, member, 10);
  try {
    dayFromIso(text);
    return text;
  } catch {
    throw badRequest(member, { zh: '应为 YYYY-MM-DD', en: 'must be YYYY-MM-DD' });
  }
}

/** A row of the discretion standards, with the items that are to get it. @throws 400 */
export function readDiscretionDraft(code: string, body: unknown): { row: Benchmark; items: string[] } {
  const path = 'draft.body';
  const members = [...ROW_MEMBERS, 'items', 'org'] as const;
  const { items = [], org: _org, tiers, ...rest } = knownMembers(body, members, path);
  if (!Array.isArray(tiers) || tiers.length === 0 || !tiers.every(isTier))
    throw badRequest(`${path}.tiers`, {
      zh: '应为非空数组，每档有 code 和 value.type',
      en: 'must be a list of tiers with code and value.type, not empty',
    });
  if (!Array.isArray(items) || !items.every((one): one is string => typeof one === 'string'))
    throw badRequest(`${path}.items`, { zh: '应为实施编码的数组', en: 'must be a list of item codes' });
  if (rest.code !== undefined && rest.code !== code)
    throw badRequest(`${path}.code`, { zh: '与 draft.code 不一致', en: 'is not draft.code' });
  return { row: { ...(rest as Partial<Benchmark>), code, tiers }, items };
}

const ROW_MEMBERS = ['code', 'name', 'from', 'until', 'statutory', 'basis', 'tiers', 'facts', 'exclusive'] as const;
const TIER_VALUES: readonly unknown[] = ['fixed', 'range', 'ratio', 'multiple'];

const isTier = (tier: unknown): tier is Benchmark['tiers'][number] => {
  const { code, value } = (tier ?? {}) as { code?: unknown; value?: { type?: unknown } };
  return typeof code === 'string' && TIER_VALUES.includes(value?.type);
};
