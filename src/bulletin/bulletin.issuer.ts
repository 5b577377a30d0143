import { Injectable } from '@nestjs/common';
import type { BulletinView } from '../console/bulletin.protocol.js';
import { dayOf, isoOfDay } from '../domain/instant.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import { BulletinDrafts } from './bulletin.draft.js';
import { BulletinPress } from './bulletin.press.js';
import * as refused from './bulletin.problems.js';
import { type BulletinKey, readIssueRequest } from './bulletin.query.js';
import { BulletinRepository, type StoredDocument } from './bulletin.repository.js';
import { DOCUMENT_FORMATS } from './documents/render.protocol.js';
import { BulletinService } from './bulletin.service.js';
import { proposedIssue } from './proposed-issue.js';

/** Freezes figures, text and files as the next edition. */
@Injectable()
export class BulletinIssuer {
  constructor(
    private readonly bulletins: BulletinRepository,
    private readonly drafts: BulletinDrafts,
    private readonly press: BulletinPress,
    private readonly issued: BulletinService,
    private readonly clock: Clock,
  ) {}

  /** @throws 400, 403, 404, 409, 503 by name */
  async issue(monthCode: string, query: unknown, body: unknown, account: Account): Promise<BulletinView> {
    const issuedAt = this.clock.now();
    const request = readIssueRequest(monthCode, query, body, issuedAt);
    const { month, region, number, reason, hash } = request;
    const key = { month, region };
    if (visibleOrg(account) !== undefined) throw refused.draftOutOfScope();
    if (issuedAt < month.begins) throw refused.notBegun(month);
    if (issuedAt < month.ends) throw refused.notOver(month);
    const former = (await this.bulletins.editions(key))[0];
    if (former && reason === null) throw refused.reasonRequired(former.edition);
    if (!former && reason !== null) throw refused.reasonForFirst();
    const draft = await this.drafts.read(key, account);
    if (hash !== null && draft.hash.toString('hex') !== hash) throw refused.figuresChanged();
    // The same figures under another number correct the number.
    if (former && former.hash.equals(draft.hash) && number === null) throw refused.unchanged(former.edition);
    const issue = proposedIssue(request, former, issuedAt);
    const manuscript = this.press.compose(key, draft, issue);
    const { documentNo } = manuscript.doc;
    if (number !== null) await this.assertFree(documentNo, key);
    const documents: StoredDocument[] = [];
    for (const format of DOCUMENT_FORMATS) documents.push(await this.press.file(format, manuscript, issuedAt));
    const edition = {
      ...{ edition: issue.edition, documentNo, dated: isoOfDay(dayOf(issue.at)), reason },
      ...{ asOf: draft.asOf, figures: draft.frozen, hash: draft.hash, text: JSON.stringify(manuscript.doc) },
      ...{ issuedAt, issuedBy: account.username },
    };
    const notAdded = await this.bulletins.add(key, edition, documents);
    if (notAdded === 'number-taken') {
      await this.assertFree(documentNo, key);
      throw refused.issuedMeanwhile();
    }
    if (notAdded === 'edition-taken') throw refused.issuedMeanwhile();
    return this.issued.view(monthCode, query, account);
  }

  private async assertFree(documentNo: string, { month, region }: BulletinKey): Promise<void> {
    const bearer = await this.bulletins.bearerOf(documentNo);
    if (!bearer) return;
    const isOwn = bearer.month === month.code && bearer.region === region;
    throw isOwn ? refused.numberOfEdition(documentNo, bearer.edition) : refused.numberTaken(documentNo, bearer.month);
  }
}
