import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CatalogueDraft, CatalogueKind, DraftPage, DraftTrial } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import { outOfScope, problem } from '../../http/problem.js';
import { type Account, canSee, visibleOrg } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { CatalogueValidator } from '../kinds/catalogue.validator.js';
import { differencesOf } from '../browse/difference.js';
import { labelled } from '../browse/member-path.js';
import { DraftDesk } from './draft.desk.js';
import { DraftReach } from './draft.reach.js';
import {
  type ReadDraft,
  readCheck,
  readCode,
  readDraft,
  readDraftQuery,
  readEdited,
  readKind,
  readSubmitted,
} from './draft.input.js';
import type { DraftRecord } from './draft.js';
import { type DraftContent, DraftRepository } from './draft.repository.js';
import { stateAfter } from './draft.steps.js';
import { transitionFaults } from './draft.transitions.js';
import { draftPage, draftView } from './draft.view.js';
import { editedMeanwhile, invalidDraft, lateFaults, movedOn, sameFaults } from './draft.faults.js';
import type { Beside } from '../kinds/kind.js';
import { orgsIn } from '../organisations/organisation.names.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { keptSources } from '../profiles/profile.citations.js';
import { inForceAt, type StoredVersion } from '../versions/version.js';
import { VersionRepository } from '../versions/version.repository.js';

/** Drafts of new versions: written by one person, checked by a second one, and then in force. */
@Injectable()
export class DraftService implements OnModuleInit {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly versions: VersionRepository,
    private readonly validator: CatalogueValidator,
    private readonly desk: DraftDesk,
    private readonly organisations: OrganisationRepository,
    private readonly reach: DraftReach,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const faults = transitionFaults();
    if (faults.length > 0) throw new Error(`transitions of drafts: ${faults.join('; ')}`);
  }

  /** For a request: `value` is a DraftInput. @throws 400; 403 */
  async post(kind: string, code: string, value: unknown, account: Account): Promise<CatalogueDraft> {
    const id = await this.draft(readKind(kind), readCode(code), readSubmitted(value), account);
    return this.get(kind, code, id, account);
  }

  /**
   * Writes a draft down; gives its number.
   *
   * @param beside for a row of a file: what is in force and what the file says, see `CatalogueValidator.beside`
   * @throws 400; 403
   */
  async draft(kind: CatalogueKind, code: string, given: ReadDraft, account: Account, beside?: Beside): Promise<number> {
    const content = await this.contentOf(kind, code, given, account, beside);
    return this.drafts.transaction(async (manager) => {
      const at = this.clock.now();
      const id = await this.drafts.add(manager, kind, code, content, account.id, at);
      const step = { draft: id, at, account: account.id, act: 'drafted', from: null, to: 'draft', edition: 1 } as const;
      await this.drafts.trace(manager, { ...step, reason: content.note, body: content.body });
      return id;
    });
  }

  /** For a request: `value` is a DraftEdit. @throws 400; 403; 404; 409 where it is closed, or has another edition */
  async put(kind: string, code: string, id: number, value: unknown, account: Account): Promise<CatalogueDraft> {
    const found = await this.found(kind, code, id, account);
    const given = readEdited(value);
    const content = await this.contentOf(found.kind, code, given, account);
    await this.drafts.transaction(async (manager) => {
      const draft = await this.drafts.lock(manager, id);
      const to = stateAfter(draft!, 'edited', account);
      if (draft!.edition !== given.edition) throw editedMeanwhile(draft!);
      const at = this.clock.now();
      await this.drafts.edit(manager, id, content, at);
      const edition = draft!.edition + 1;
      const step = { draft: id, at, account: account.id, act: 'edited', from: draft!.state, to, edition } as const;
      await this.drafts.trace(manager, { ...step, reason: content.note, body: content.body });
    });
    return this.get(kind, code, id, account);
  }

  /** @throws 403 for all but its writers; 404; 409 */
  async withdraw(kind: string, code: string, id: number, account: Account): Promise<void> {
    await this.found(kind, code, id, account);
    await this.drafts.transaction(async (manager) => {
      const draft = await this.drafts.lock(manager, id);
      await this.desk.close(manager, draft!, 'withdrawn', account, null);
    });
  }

  /** @throws 400 where it can't come into force as it is; 403 for its writers; 404; 409 */
  async check(kind: string, code: string, id: number, value: unknown, account: Account): Promise<CatalogueDraft> {
    const { edition, approve, reason } = readCheck(value);
    const found = await this.found(kind, code, id, account);
    if (approve) await this.desk.approve(found, edition, account, reason, (draft) => this.refuseFaults(draft));
    else
      await this.drafts.transaction(async (manager) => {
        const draft = await this.drafts.lock(manager, id);
        await this.desk.close(manager, draft!, 'rejected', account, reason, edition);
      });
    return this.get(kind, code, id, account);
  }

  /** @throws 404 */
  async get(kind: string, code: string, id: number, account: Account): Promise<CatalogueDraft> {
    const draft = await this.found(kind, code, id, account);
    const [versions, steps] = await Promise.all([this.versions.versions(draft.kind, code), this.drafts.steps(id)]);
    const isOpen = draft.state === 'draft';
    const base = isOpen
      ? this.baseOf(versions, draft.effectiveFrom)
      : versions.find(({ version }) => version === draft.base);
    const told = isOpen ? await this.told(draft, base) : { faults: [], warnings: [] };
    const moved = isOpen && draft.base !== (base?.version ?? null) ? [movedOn(base)] : [];
    const orgNames = await this.organisations.names(orgsIn([draft.body, base?.body]));
    return draftView(draft, { ...told, base, steps, orgNames, warnings: [...moved, ...told.warnings] }, account);
  }

  async list(query: unknown, account: Account, kind?: string, code?: string): Promise<DraftPage> {
    const { limit, ...rest } = readDraftQuery(query);
    const of = kind === undefined ? {} : { kind: readKind(kind), code };
    const { rows, total } = await this.drafts.page({ ...rest, ...of, limit, scope: visibleOrg(account) });
    return draftPage(rows, limit, total);
  }

  /** What a draft would be told. */
  async validate(kind: string, code: string, value: unknown): Promise<DraftTrial> {
    const given = readDraft(value);
    const known = readKind(kind);
    const validation = await this.validator.validate(known, readCode(code), given.body, given.effectiveFrom);
    const versions = await this.versions.versions(known, code);
    const base = this.baseOf(versions, given.effectiveFrom);
    const late = lateFaults(known, given.effectiveFrom, this.clock.now());
    if ('faults' in validation)
      return {
        faults: labelled(known, [...validation.faults, ...late]),
        warnings: [],
        ...compared(known, base, given.body),
      };
    const faults = labelled(known, [...late, ...sameFaults(base, validation.body, given.effectiveFrom)]);
    const warnings = [...validation.warnings, ...keptSources(known, base?.body ?? null, validation.body)];
    return { faults, warnings: labelled(known, warnings), ...compared(known, base, validation.body) };
  }

  /** @throws 400; 403 */
  private async contentOf(
    kind: CatalogueKind,
    code: string,
    given: ReadDraft,
    account: Account,
    beside?: Beside,
  ): Promise<DraftContent> {
    const validation = await this.validator.validate(kind, code, given.body, given.effectiveFrom, beside);
    const late = lateFaults(kind, given.effectiveFrom, this.clock.now());
    const faults = 'faults' in validation ? validation.faults : late;
    if (faults.length > 0 || 'faults' in validation) throw invalidDraft(kind, faults);
    const versions = await this.versions.versions(kind, code);
    const [newest] = versions;
    const change = { kind, code, body: validation.body, org: validation.org, newest };
    const beyond = await this.reach.beyond(change, visibleOrg(account));
    if (beyond !== undefined) throw outOfScope(beyond);
    const base = this.baseOf(versions, given.effectiveFrom);
    const same = sameFaults(base, validation.body, given.effectiveFrom);
    if (same.length > 0) throw invalidDraft(kind, same);
    const { org, body } = validation;
    return { org, body, effectiveFrom: given.effectiveFrom, note: given.note, base: base?.version ?? null };
  }

  private baseOf(versions: readonly StoredVersion[], effectiveFrom: Instant | null): StoredVersion | undefined {
    return inForceAt(versions, effectiveFrom ?? this.clock.now());
  }

  private async told({ kind, code, body, effectiveFrom }: DraftRecord, base: StoredVersion | undefined) {
    const validation = await this.validator.validate(kind, code, body, effectiveFrom);
    const late = lateFaults(kind, effectiveFrom, this.clock.now());
    if ('faults' in validation) return { faults: [...validation.faults, ...late], warnings: [] };
    const warnings = [...validation.warnings, ...keptSources(kind, base?.body ?? null, body)];
    return { faults: [...late, ...sameFaults(base, body, effectiveFrom)], warnings };
  }

  private async refuseFaults(draft: DraftRecord): Promise<void> {
    const versions = await this.versions.versions(draft.kind, draft.code);
    const { faults } = await this.told(draft, this.baseOf(versions, draft.effectiveFrom));
    if (faults.length > 0) throw invalidDraft(draft.kind, faults);
  }

  /** @throws 404 also where the account may not see it */
  private async found(kind: string, code: string, id: number, account: Account): Promise<DraftRecord> {
    const draft = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await this.drafts.byId(id) : undefined;
    if (draft && draft.kind === kind && draft.code === code && canSee(visibleOrg(account), draft.org)) return draft;
    throw problem(404, 'unknown-draft', { zh: '没有这份草案', en: 'there is no such draft' });
  }
}

const compared = (kind: CatalogueKind, base: StoredVersion | undefined, body: unknown) => ({
  base: base?.version ?? null,
  ...differencesOf(kind, base?.body ?? null, body),
});
