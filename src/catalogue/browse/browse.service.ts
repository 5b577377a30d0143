import { Injectable } from '@nestjs/common';
import type { CatalogueEntry, CataloguePage, OrganisationTree } from '../../console/catalogue.protocol.js';
import type { Instant } from '../../domain/instant.js';
import {
  between,
  DEFAULT_LIMIT,
  MAX_LIMIT,
  parametersOf,
  type QueryReader,
  span,
  text,
  upTo,
} from '../../http/page-query.js';
import { badRequest, problem } from '../../http/problem.js';
import { type Account, visibleOrg } from '../../identity/account.js';
import { Clock } from '../../time/clock.js';
import { BrowseRepository } from './browse.repository.js';
import { entryPage, entryView } from './browse.view.js';
import { CatalogueValidator } from '../kinds/catalogue.validator.js';
import { readCode, readKind } from '../drafts/draft.input.js';
import { DraftRepository } from '../drafts/draft.repository.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { orgsIn } from '../organisations/organisation.names.js';
import { treeOf } from '../organisations/organisation.tree.js';
import { inForceAt, startOf } from '../versions/version.js';
import { VersionRepository } from '../versions/version.repository.js';

/** Levels of the tree that one answer holds at most. */
export const MAX_DEPTH = 4;
/** Closed and open drafts of one entry that an answer holds at most. */
const MAX_PROPOSALS = 100;

/** Looking at the catalogue: what is in force, what was, and what will be. */
@Injectable()
export class BrowseService {
  constructor(
    private readonly entries: BrowseRepository,
    private readonly versions: VersionRepository,
    private readonly drafts: DraftRepository,
    private readonly organisations: OrganisationRepository,
    private readonly validator: CatalogueValidator,
    private readonly clock: Clock,
  ) {}

  /** @throws 400; 404 */
  async list(kind: string, query: unknown): Promise<CataloguePage> {
    const read = parametersOf(query, ['q', 'org', 'at', 'limit', 'cursor']);
    const limit = read('limit', upTo(MAX_LIMIT)) ?? DEFAULT_LIMIT;
    const at = read('at', span)?.first ?? this.clock.now();
    const { rows, total } = await this.entries.page({
      kind: readKind(kind),
      at,
      text: read('q', text(200)),
      org: read('org', text(64)),
      limit,
      after: read('cursor', codeAfter),
    });
    return entryPage(rows, limit, total, at);
  }

  /** The version in force, or the one asked for, and the history. @throws 400; 404 */
  async get(kind: string, code: string, query: unknown, account: Account): Promise<CatalogueEntry> {
    const read = parametersOf(query, ['at', 'version']);
    const at = read('at', span)?.first ?? this.clock.now();
    const number = read('version', between(1, 1e6));
    const known = readKind(kind);
    const versions = await this.versions.history(known, readCode(code));
    const chosen = number === undefined ? chosenAt(versions, at) : versions.find((one) => one.version === number);
    if (!chosen) throw unknownEntry();
    const [proposals, warnings, orgNames] = await Promise.all([
      this.proposalsOf(known, code, account),
      this.validator.warnings(known, code, chosen.body),
      this.organisations.names(orgsIn([{ org: code }, ...versions.map(({ body }) => body)])),
    ]);
    return entryView(chosen, versions, proposals, warnings, orgNames, at);
  }

  /** @throws 400; 404 where there is no such node */
  async tree(query: unknown): Promise<OrganisationTree> {
    const read = parametersOf(query, ['root', 'depth']);
    const root = read('root', text(64)) ?? null;
    const nodes = treeOf(await this.organisations.placed(), root, read('depth', upTo(MAX_DEPTH)) ?? 1);
    if (!nodes) throw unknownEntry();
    return { root, nodes };
  }

  /** Drafts are for those who may change the catalogue. */
  private async proposalsOf(kind: ReturnType<typeof readKind>, code: string, account: Account) {
    if (account.role !== 'admin' && account.role !== 'province') return [];
    const { rows } = await this.drafts.page({ kind, code, scope: visibleOrg(account), limit: MAX_PROPOSALS });
    return rows;
  }
}

/** In force at the instant, else the next to come. */
const chosenAt = <V extends Parameters<typeof startOf>[0] & { id: number }>(versions: readonly V[], at: Instant) =>
  inForceAt(versions, at) ?? [...versions].sort((a, b) => startOf(a) - startOf(b))[0];

const codeAfter: QueryReader<string> = (given, name) => {
  const code = Buffer.from(given, 'base64url').toString();
  if (code !== '' && Buffer.from(code).toString('base64url') === given) return code;
  throw badRequest(name, { zh: '不是本接口给出的游标', en: 'is not a cursor of this list' });
};

const unknownEntry = () =>
  problem(404, 'unknown-entry', { zh: '目录中没有这一条或这一版', en: 'there is no such entry or version' });
