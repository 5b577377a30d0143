import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Instant, SECOND } from '../domain/instant.js';
import type { Settings } from '../settings/settings.js';
import { SETTINGS } from '../settings/settings.token.js';
import type { BulletinDoc } from './bulletin-doc.js';
import type { Draft } from './bulletin.draft.js';
import { documentFailed } from './bulletin.problems.js';
import type { BulletinKey } from './bulletin.query.js';
import type { StoredDocument } from './bulletin.repository.js';
import { sha256 } from './canonical.js';
import { RenderFailure, RenderProcess } from './documents/render-process.js';
import type { DocumentFormat, RenderOrder, RenderedDocument } from './documents/render.protocol.js';
import { OFFICE, type Office } from './office.js';
import { type Issue, composeBulletin } from './text/compose.js';
import { composeWorkbook } from './text/workbook.js';

/** The text of a bulletin, with the figures that it was made of. */
export interface Manuscript {
  readonly key: BulletinKey;
  readonly draft: Draft;
  readonly doc: BulletinDoc;
}

/** From figures to text, and from text to files. */
@Injectable()
export class BulletinPress {
  private readonly log = new Logger('bulletin');

  constructor(
    private readonly press: RenderProcess,
    @Inject(OFFICE) readonly office: Office,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'demo'>,
  ) {}

  /** @param issue null: a draft of which nothing is known yet */
  compose(key: BulletinKey, draft: Draft, issue: Issue | null): Manuscript {
    const { figures, asOf } = draft;
    const { office, settings } = this;
    const doc = composeBulletin({ office, month: key.month, figures, asOf, issue, demo: settings.demo });
    return { key, draft, doc };
  }

  /** @param at written into the file as the time of its making. @throws 500, RenderBusy */
  async file(format: DocumentFormat, { key, draft, doc }: Manuscript, at: Instant): Promise<StoredDocument> {
    const { bytes, fonts } = await this.made(
      format === 'xlsx'
        ? { format, workbook: composeWorkbook({ ...draft, month: key.month, doc, hash: draft.hash.toString('hex') }) }
        : { format, doc, madeAt: Math.floor(at / SECOND) },
    );
    const content = Buffer.from(bytes);
    return { format, hash: sha256(content), fonts, content };
  }

  /** The pages of the PDF as SVG texts. @throws 500, RenderBusy */
  async pages(doc: BulletinDoc): Promise<string[]> {
    const { bytes } = await this.made({ format: 'pages', doc, madeAt: 0 });
    return JSON.parse(Buffer.from(bytes).toString()) as string[];
  }

  /** Whether a PDF that was made of a text then is the one that would be made of it now. @throws 500, RenderBusy */
  async printsAgain(doc: BulletinDoc, at: Instant, hash: Buffer): Promise<boolean> {
    const { bytes } = await this.made({ format: 'pdf', doc, madeAt: Math.floor(at / SECOND) });
    return sha256(bytes).equals(hash);
  }

  private async made(order: RenderOrder): Promise<RenderedDocument> {
    try {
      return await this.press.render(order);
    } catch (error) {
      if (!(error instanceof RenderFailure)) throw error;
      this.log.error(`${order.format}: ${error.message}`);
      throw documentFailed();
    }
  }
}
