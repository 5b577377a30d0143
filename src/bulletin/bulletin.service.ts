import { Injectable, StreamableFile } from '@nestjs/common';
import type { BulletinPreview, BulletinView, EditionView } from '../console/bulletin.protocol.js';
import { rfc3339 } from '../domain/instant.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { Clock } from '../time/clock.js';
import type { BulletinDoc } from './bulletin-doc.js';
import type { BulletinFigures } from './bulletin-figures.js';
import { BulletinDrafts, type Draft } from './bulletin.draft.js';
import { BulletinPress } from './bulletin.press.js';
import * as refused from './bulletin.problems.js';
import {
  type BulletinKey,
  type BulletinRequest,
  type IssueMembers,
  readBulletinRequest,
  readPreviewRequest,
} from './bulletin.query.js';
import { BulletinRepository, type EditionRow } from './bulletin.repository.js';
import type { DocumentFormat } from './documents/render.protocol.js';
import { proposedIssue } from './proposed-issue.js';

const MEDIA: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/** `json`: the figures, to the byte as they were hashed. */
export type FileFormat = DocumentFormat | 'json';

/** `chosen` is undefined for the draft. */
interface Editions {
  readonly editions: EditionRow[];
  readonly chosen: EditionRow | undefined;
}

/** The month as a document: a draft from the figures as they stand, and editions that never change. */
@Injectable()
export class BulletinService {
  constructor(
    private readonly bulletins: BulletinRepository,
    private readonly drafts: BulletinDrafts,
    private readonly press: BulletinPress,
    private readonly clock: Clock,
  ) {}

  /** @throws 400, 403, 404 by name */
  async view(month: string, query: unknown, account: Account): Promise<BulletinView> {
    const request = readBulletinRequest(month, query);
    const found = await this.find(request, account);
    return found.chosen
      ? this.issuedView(request, found.chosen, found.editions)
      : this.draftView(request, found.editions, await this.drafts.read(request, account), null);
  }

  /** The same with its pages, a draft with what it shall bear. @throws 400, 403, 404, 503 by name */
  async preview(month: string, query: unknown, account: Account): Promise<BulletinPreview> {
    const request = readPreviewRequest(month, query, this.clock.now());
    const { editions, chosen } = await this.find(request, account);
    if (!chosen) {
      const draft = await this.drafts.again(request, request.hash, account);
      const view = this.draftView(request, editions, draft, request);
      return { ...view, pages: await this.press.pages(view.text), asPrinted: true };
    }
    const view = await this.issuedView(request, chosen, editions);
    const pages = await this.press.pages(view.text);
    const pdf = view.documents.find(({ format }) => format === 'pdf')!;
    const hash = Buffer.from(pdf.hash, 'hex');
    return { ...view, pages, asPrinted: await this.press.printsAgain(view.text, chosen.issuedAt, hash) };
  }

  /** Of an issued edition the stored file, of a draft one made now. @throws 400, 403, 404, 503 by name */
  async file(month: string, format: FileFormat, query: unknown, account: Account): Promise<StreamableFile> {
    const request = readBulletinRequest(month, query);
    const { chosen } = await this.find(request, account);
    const name = ['bulletin', request.region, request.month.code, chosen?.edition ?? 'draft'].filter(Boolean).join('-');
    const content = await (chosen ? this.stored(chosen, format) : this.made(request, format, account));
    return new StreamableFile(content, {
      type: MEDIA[format],
      disposition: `attachment; filename="${name.replace(/[^\w-]/g, '_')}.${format}"`,
      length: content.length,
    });
  }

  /** An issued bulletin is public to those who may sign in; a draft is for those who may see every organisation. */
  private async find(request: BulletinRequest, account: Account): Promise<Editions> {
    const isBound = visibleOrg(account) !== undefined;
    const { month, edition } = request;
    if (isBound && edition === 'draft') throw refused.draftOutOfScope();
    if (this.clock.now() < month.begins) throw refused.notBegun(month);
    const editions = await this.bulletins.editions(request);
    if (edition === 'draft') return { editions, chosen: undefined };
    const chosen = edition === null ? editions[0] : editions.find((one) => one.edition === edition);
    if (!chosen && edition !== null) throw refused.noSuchEdition();
    if (!chosen && isBound) throw refused.notIssued(month);
    return { editions, chosen };
  }

  private draftView(
    key: BulletinKey,
    editions: EditionRow[],
    draft: Draft,
    members: IssueMembers | null,
  ): BulletinView {
    const given = members !== null && (members.number ?? members.dated ?? members.reason) !== null;
    const issue = given ? { ...proposedIssue(members, editions[0], draft.asOf), isProposed: true } : null;
    const { doc } = this.press.compose(key, draft, issue);
    return {
      ...{ month: key.month.code, region: key.region, status: 'draft', documentNo: doc.documentNo },
      ...{ edition: null, dated: null, issuedAt: null, issuedBy: null, issuedByName: null, reason: null },
      asOf: rfc3339(draft.asOf),
      hash: draft.hash.toString('hex'),
      figures: draft.figures,
      text: doc,
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

  private async stored({ id }: EditionRow, format: FileFormat): Promise<Buffer> {
    if (format === 'json') return Buffer.from((await this.bulletins.content(id)).figures);
    const document = await this.bulletins.document(id, format);
    if (!document) throw refused.notKept();
    return document.content;
  }

  private async made(key: BulletinKey, format: FileFormat, account: Account): Promise<Buffer> {
    const draft = await this.drafts.read(key, account);
    if (format === 'json') return Buffer.from(draft.frozen);
    return (await this.press.file(format, this.press.compose(key, draft, null), draft.asOf)).content;
  }
}

export const editionView = (row: EditionRow): EditionView => ({
  edition: row.edition,
  documentNo: row.documentNo,
  dated: row.dated,
  issuedAt: rfc3339(row.issuedAt),
  issuedBy: row.issuedBy,
  issuedByName: row.issuedByName,
  reason: row.reason,
  hash: row.hash.toString('hex'),
});
