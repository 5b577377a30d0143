import { Inject, Injectable, Logger, StreamableFile } from '@nestjs/common';
import { type Instant, SECOND, rfc3339 } from '../domain/instant.js';
import { type Account, visibleOrg } from '../identity/account.js';
import type { Settings } from '../settings/settings.js';
import { SETTINGS } from '../settings/settings.token.js';
import { Clock } from '../time/clock.js';
import type { BulletinDoc } from './bulletin-doc.js';
import type { BulletinFigures } from './bulletin-figures.js';
import { BulletinDrafts, type Draft } from './bulletin.draft.js';
import * as refused from './bulletin.problems.js';
import { type BulletinKey, type BulletinRequest, readBulletinRequest, readIssueRequest } from './bulletin.query.js';
import { BulletinRepository, type EditionRow, type StoredDocument } from './bulletin.repository.js';
import type { BulletinView, EditionView } from './bulletin.view.js';
import { sha256 } from './canonical.js';
import { RenderFailure, RenderProcess } from './documents/render-process.js';
import type { DocumentFormat } from './documents/render.protocol.js';
import { OFFICE, type Office } from './office.js';
import { type Composition, composeBulletin } from './text/compose.js';

const FORMATS = ['pdf', 'docx'] as const satisfies readonly DocumentFormat[];

const MEDIA: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The month as a document: a draft from the figures as they stand, and editions that never change. */
@Injectable()
export class BulletinService {
  private readonly log = new Logger('bulletin');

  constructor(
    private readonly bulletins: BulletinRepository,
    private readonly drafts: BulletinDrafts,
    private readonly press: RenderProcess,
    private readonly clock: Clock,
    @Inject(OFFICE) private readonly office: Office,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'demo'>,
  ) {}

  /** @throws 400, 403, 404 by name */
  async view(month: string, query: unknown, account: Account): Promise<BulletinView> {
    const request = this.admit(readBulletinRequest(month, query), account);
    const { editions, chosen } = await this.editionsOf(request);
    return chosen ? this.issuedView(request, chosen, editions) : this.draftView(request, editions, account);
  }

  /** Of an issued edition the stored file, of a draft one made now. @throws 400, 403, 404, 503 by name */
  async file(month: string, format: DocumentFormat, query: unknown, account: Account): Promise<StreamableFile> {
    const request = this.admit(readBulletinRequest(month, query), account);
    const { chosen } = await this.editionsOf(request);
    const name = ['bulletin', request.region, request.month.code, chosen?.edition ?? 'draft'].filter(Boolean).join('-');
    const content = chosen
      ? (await this.bulletins.document(chosen.id, format)).content
      : await this.draftFile(request, format, account);
    return new StreamableFile(content, {
      type: MEDIA[format],
      disposition: `attachment; filename="${name.replace(/[^\w-]/g, '_')}.${format}"`,
      length: content.length,
    });
  }

  /** Freezes figures, text and files as the next edition. @throws 400, 403, 404, 409, 503 by name */
  async issue(monthCode: string, query: unknown, body: unknown, account: Account): Promise<BulletinView> {
    const request = readIssueRequest(monthCode, query, body);
    const key = this.admit(request, account);
    const issuedAt = this.clock.now();
    if (issuedAt < key.month.ends) throw refused.notOver(key.month);
    const former = (await this.bulletins.editions(key))[0];
    const { reason } = request;
    if (former && reason === null) throw refused.reasonRequired(former.edition);
    if (!former && reason !== null) throw refused.reasonForFirst();
    const draft = await this.drafts.read(key, account);
    if (former && former.hash.equals(draft.hash)) throw refused.unchanged(former.edition);
    const edition = (former?.edition ?? 0) + 1;
    const correction = former && reason !== null ? { formerAt: former.issuedAt, reason } : null;
    const doc = this.compose(key, draft, { at: issuedAt, edition, correction });
    const documents: StoredDocument[] = [];
    for (const format of FORMATS) documents.push(await this.made(format, doc, issuedAt));
    const { asOf, frozen, hash } = draft;
    const row = { edition, asOf, figures: frozen, hash, text: JSON.stringify(doc), reason, issuedAt };
    if (!(await this.bulletins.add(key, { ...row, issuedBy: account.username }, documents)))
      throw refused.issuedMeanwhile();
    const editions = await this.bulletins.editions(key);
    return this.issuedView(
      key,
      editions.find((one) => one.edition === edition)!,
      editions,
    );
  }

  /** Figures of every organisation are for those who may see them all. */
  private admit<K extends BulletinKey>(key: K, account: Account): K {
    if (visibleOrg(account) !== undefined) throw refused.outOfScope();
    if (this.clock.now() < key.month.begins) throw refused.notBegun(key.month);
    return key;
  }

  /** `chosen` is undefined for the draft. */
  private async editionsOf(request: BulletinRequest): Promise<{ editions: EditionRow[]; chosen?: EditionRow }> {
    const editions = await this.bulletins.editions(request);
    const { edition } = request;
    if (edition === 'draft') return { editions };
    if (edition === null) return { editions, chosen: editions[0] };
    const chosen = editions.find((one) => one.edition === edition);
    if (!chosen) throw refused.noSuchEdition();
    return { editions, chosen };
  }

  private async draftView(key: BulletinKey, editions: EditionRow[], account: Account): Promise<BulletinView> {
    const draft = await this.drafts.read(key, account);
    return {
      ...{ month: key.month.code, region: key.region, status: 'draft' },
      ...{ edition: null, issuedAt: null, issuedBy: null, reason: null },
      asOf: rfc3339(draft.asOf),
      hash: draft.hash.toString('hex'),
      figures: draft.figures,
      text: this.compose(key, draft, null),
      documents: [],
      editions: editions.map(editionView),
    };
  }

  private async issuedView(key: BulletinKey, row: EditionRow, editions: EditionRow[]): Promise<BulletinView> {
    const { asOf, figures, text } = await this.bulletins.content(row.id);
    const documents = await this.bulletins.documents(row.id);
    return {
      ...{ month: key.month.code, region: key.region, status: 'issued' },
      ...editionView(row),
      asOf: rfc3339(asOf),
      figures: JSON.parse(figures) as BulletinFigures,
      text: JSON.parse(text) as BulletinDoc,
      documents: documents.map(({ hash, ...document }) => ({ ...document, hash: hash.toString('hex') })),
      editions: editions.map(editionView),
    };
  }

  private async draftFile(key: BulletinKey, format: DocumentFormat, account: Account): Promise<Buffer> {
    const draft = await this.drafts.read(key, account);
    return (await this.made(format, this.compose(key, draft, null), draft.asOf)).content;
  }

  private compose({ month }: BulletinKey, { figures, asOf }: Draft, issue: Composition['issue']): BulletinDoc {
    return composeBulletin({ office: this.office, month, figures, asOf, issue, demo: this.settings.demo });
  }

  private async made(format: DocumentFormat, doc: BulletinDoc, at: Instant): Promise<StoredDocument> {
    try {
      const { bytes, fonts } = await this.press.render({ format, doc, madeAt: Math.floor(at / SECOND) });
      const content = Buffer.from(bytes);
      return { format, hash: sha256(content), fonts, content };
    } catch (error) {
      if (!(error instanceof RenderFailure)) throw error;
      this.log.error(`${format}: ${error.message}`);
      throw refused.documentFailed();
    }
  }
}

const editionView = ({ edition, issuedAt, issuedBy, reason, hash }: EditionRow): EditionView => ({
  edition,
  issuedAt: rfc3339(issuedAt),
  issuedBy,
  reason,
  hash: hash.toString('hex'),
});
