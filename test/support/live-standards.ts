import { join } from 'node:path';
import { loadCalendars } from '../../src/catalogue/calendars/calendar.loader.js';
import { loadProfile } from '../../src/catalogue/profiles/profile.loader.js';
import type { PauseKind } from '../../src/domain/event.js';
import type { ItemVersion, Limit, Standards } from '../../src/domain/standards.js';
import type { VerifyItem, VerifyLimit } from '../../src/verify/history.js';

export const liveCalendar = loadCalendars('config/calendars').get('cn')!;
export const liveProfile = loadProfile(join('config', 'profiles', 'default.yaml'));

/** An item as the second evaluator's tables write it, as the catalogue would hand it to the live one. */
export function liveItem(item: VerifyItem, code = 'item'): ItemVersion {
  const limit = (given: VerifyLimit | null | undefined): Limit | undefined =>
    given?.amount === undefined || given.amount === null
      ? undefined
      : { amount: given.amount, unit: given.unit, from: given.from ?? 'acceptance' };
  return {
    id: 1,
    code,
    version: 1,
    name: '事项',
    org: 'org',
    kind: item.kind ?? 'promised',
    promised: limit(item.promised),
    statutory: limit(item.statutory),
    steps: (item.steps ?? []).map((s) => ({ name: s.name, code: s.code ?? undefined, limit: limit(s.limit) })),
    pauses: (item.pauses ?? []).map((p) => ({ kind: p.kind as PauseKind, maxDays: p.maxDays ?? undefined })),
    guide: item.result ? { result: { name: '许可证', deliverDays: item.result.deliverDays ?? undefined } } : undefined,
  };
}

export const liveStandards = (item: VerifyItem, calendar = liveCalendar, profile = liveProfile): Standards => ({
  calendar,
  profile,
  itemAt: (code) => (code === 'item' ? liveItem(item) : undefined),
});
