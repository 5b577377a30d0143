import type { BulletinDoc } from '../bulletin-doc.js';
import type { Workbook } from '../workbook.js';

/** The files of an edition. */
export const DOCUMENT_FORMATS = ['pdf', 'docx', 'xlsx'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** What is to be made; `pages` are those of the PDF as pictures, JSON of an array of SVG texts. */
export type RenderOrder =
  | {
      readonly format: 'pdf' | 'docx' | 'pages';
      readonly doc: BulletinDoc;
      /** Written into the file as the time of its making, so that the same document gives the same bytes (seconds since 1970). */
      readonly madeAt: number;
    }
  | { readonly format: 'xlsx'; readonly workbook: Workbook };

/** What the server asks of the process that makes documents. */
export interface RenderRequest {
  readonly id: number;
  readonly order: RenderOrder;
}

export interface RenderedDocument {
  readonly bytes: Uint8Array;
  /** Which typeface stands for which. */
  readonly fonts: readonly string[];
}

export type RenderAnswer =
  ({ readonly id: number } & RenderedDocument) | { readonly id: number; readonly failure: string };

/** How the process is started: `argv[2]` and `argv[3]`. */
export interface RenderPlaces {
  /** Absolute path of `config/bulletin`. */
  readonly templateDir: string;
  /** The office's own fonts. */
  readonly fontDir: string | undefined;
}
