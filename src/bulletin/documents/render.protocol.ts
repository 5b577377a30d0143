import type { BulletinDoc } from '../bulletin-doc.js';

export type DocumentFormat = 'pdf' | 'docx';

/** What the server asks of the process that makes documents. */
export interface RenderRequest {
  readonly id: number;
  readonly format: DocumentFormat;
  readonly doc: BulletinDoc;
  /** Written into the file as the time of its making, so that the same document gives the same bytes (seconds since 1970). */
  readonly madeAt: number;
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
