import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { RuleProfile } from '../domain/standards.js';
import { badRequest } from '../http/problem.js';
import type { StoredDays, TrialDraft } from './draft.js';
import {
  type DraftInput,
  readCalendarDraft,
  readDiscretionDraft,
  readDraftInput,
  readItemDraft,
} from './draft.reader.js';
import { readProfileDraft } from './profile.reader.js';
import { TrialsRepository } from './trials.repository.js';

/** From what a request names to a whole draft, and whether a draft has come into force since. */
@Injectable()
export class DraftService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly trials: TrialsRepository,
  ) {}

  /** @throws 400 naming the member */
  async read(value: unknown): Promise<TrialDraft> {
    const input = readDraftInput(value);
    const { code, body } = input;
    if (input.draft !== undefined) throw noDraft('draft.draft');
    switch (input.kind) {
      case 'profile': {
        const inForce = (await this.profile(code)) ?? refuse(input);
        return { kind: 'profile', code, profile: body === undefined ? inForce : this.changed(body, inForce) };
      }
      case 'calendar': {
        const inForce = (await this.days(code)) ?? refuse(input);
        return { kind: 'calendar', code, days: body === undefined ? inForce : readCalendarDraft(body, inForce) };
      }
      case 'item': {
        const version = body === undefined ? this.catalogue.newest(code) : readItemDraft(code, body);
        return { kind: 'item', code, version: version ?? refuse(input) };
      }
      case 'discretion':
        return { kind: 'discretion', code, ...readDiscretionDraft(code, body ?? refuse(input)) };
    }
  }

  /** Does the version in force say what was tried? */
  async isInForce(draft: TrialDraft): Promise<boolean> {
    switch (draft.kind) {
      case 'profile':
        return same(saidBy(draft.profile), saidBy(await this.profile(draft.code)));
      case 'calendar':
        return same(draft.days, await this.days(draft.code));
      case 'item':
        return same(unversioned(draft.version), unversioned(this.catalogue.newest(draft.code)));
      case 'discretion':
        // Rows are parts of items: which of them have it is not one fact.
        return false;
    }
  }

  private async profile(code: string): Promise<RuleProfile | undefined> {
    const inForce = this.catalogue.profiles.get(code);
    return inForce ?? ((await this.trials.newestStandard('profile', code)) as RuleProfile | undefined);
  }

  private changed(body: unknown, inForce: RuleProfile): RuleProfile {
    const { profiles } = this.catalogue;
    const known = new Map(profiles.codes.map((code) => [code, profiles.get(code)!]));
    return readProfileDraft(body, inForce, known);
  }

  private async days(code: string): Promise<StoredDays | undefined> {
    const days = this.catalogue.calendars.daysOf(code);
    if (days) return { ...days, days: Object.fromEntries(days.days) };
    return (await this.trials.newestStandard('calendar', code)) as StoredDays | undefined;
  }
}

/** As JSON keeps it: members without a value are no members. */
const same = (a: unknown, b: unknown): boolean =>
  b !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));

const unversioned = (value: object | undefined) => value && { ...value, id: 0, version: '', effectiveFrom: null };

/** What a profile judges by: without versions, names and citations. */
const saidBy = (profile: RuleProfile | undefined) =>
  profile &&
  Object.fromEntries(
    Object.entries({ ...profile.rules, ...profile.book }).map(([code, { level, mode, params, enabled = true }]) => [
      code,
      enabled ? { level, mode, params } : null,
    ]),
  );

const noDraft = (member: string) => badRequest(member, { zh: '没有这份草案', en: 'there is no such draft' });

function refuse({ kind, code }: DraftInput): never {
  throw badRequest('draft.code', {
    zh: `没有 ${kind} ${code}，或者缺少 body`,
    en: `there is no ${kind} ${code}, or the body is missing`,
  });
}
