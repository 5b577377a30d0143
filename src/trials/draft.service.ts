import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { CalendarBody, StandardBody } from '../console/catalogue.protocol.js';
import type { Instant } from '../domain/instant.js';
import { messageOf, badRequest } from '../http/problem.js';
import { Clock } from '../time/clock.js';
import { readCalendarDraft } from './calendar.reader.js';
import { CATALOGUE_KIND, type TrialDraft } from './draft.js';
import { type DraftInput, readDraftInput, readItemDraft } from './draft.reader.js';
import { readProfileDraft } from './profile.reader.js';
import { readStandardDraft } from './standard.reader.js';
import { TrialsRepository, type VersionInForce } from './trials.repository.js';

type Body = Pick<TrialDraft, 'body' | 'ownStart'>;

/** From what a request names to a whole draft, and whether a draft has come into force since. */
@Injectable()
export class TrialDrafts {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly trials: TrialsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param scope of who asks
   * @throws 400 naming the member
   */
  async read(value: unknown, scope: string | undefined): Promise<TrialDraft> {
    const input = readDraftInput(value);
    const { kind, code } = input;
    const { body, ownStart = null } = await this.bodyOf(input, scope);
    const draft = { kind, code, body, effectiveFrom: null, ownStart };
    try {
      this.catalogue.overlay({ ...draft, kind: CATALOGUE_KIND[kind] });
    } catch (error) {
      throw badRequest('draft.body', { zh: '不能生效', en: messageOf(error) });
    }
    return draft;
  }

  /**
   * Where the version in force says what was tried: since when it judges cases. A case keeps the version of its item
   * that was in force when it was received, so an item or a standard says nothing of those before; a calendar or a
   * profile that is corrected may (`null`: of every case). `undefined`: it is not in force.
   */
  async inForceSince({ kind, code, body }: TrialDraft): Promise<Instant | null | undefined> {
    const inForce = await this.inForce({ kind, code });
    if (!inForce || !isDeepStrictEqual(unversioned(body), unversioned(inForce.body))) return undefined;
    return kind === 'item' || kind === 'discretion' ? inForce.since : null;
  }

  private async bodyOf(input: DraftInput, scope: string | undefined): Promise<Body> {
    const { kind, code, body, draft } = input;
    if (draft !== undefined) {
      const named = { id: draft, kind: CATALOGUE_KIND[kind], code };
      return (await this.trials.catalogueDraft(named, scope)) ?? refuse('draft.draft', input);
    }
    const inForce = await this.inForce(input);
    if (body === undefined) return { body: (inForce ?? refuse('draft.code', input)).body };
    switch (kind) {
      case 'item':
        return readItemDraft(code, body);
      case 'profile':
        return { body: readProfileDraft(code, body, inForce?.body as Record<string, never>, this.profiles()) };
      case 'calendar':
        return {
          body: readCalendarDraft(body, (inForce?.body as CalendarBody | undefined) ?? refuse('draft.code', input)),
        };
      case 'discretion':
        return { body: readStandardDraft(code, body, inForce?.body as StandardBody | undefined) };
    }
  }

  private inForce({ kind, code }: Pick<TrialDraft, 'kind' | 'code'>): Promise<VersionInForce | undefined> {
    return this.trials.versionInForce(CATALOGUE_KIND[kind], code, this.clock.now());
  }

  private profiles() {
    const { profiles } = this.catalogue;
    return new Map(profiles.codes.map((code) => [code, profiles.get(code)!]));
  }
}

/** As JSON keeps it: members without a value are no members; a version is a name. */
const unversioned = (body: unknown): unknown => ({ ...(JSON.parse(JSON.stringify(body)) as object), version: null });

function refuse(member: string, { kind, code }: DraftInput): never {
  throw badRequest(member, { zh: `没有 ${kind} ${code}`, en: `there is no ${kind} ${code}` });
}
