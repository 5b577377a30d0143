import type { BulletinDoc } from './bulletin-doc.js';
import type { BulletinFigures } from './bulletin-figures.js';
import type { DocumentFormat } from './documents/render.protocol.js';

/** An edition as lists name it. Hashes are SHA-256 in hexadecimal digits. */
export interface EditionView {
  readonly edition: number;
  readonly issuedAt: string;
  readonly issuedBy: string;
  /** What it corrects; null for the first one. */
  readonly reason: string | null;
  readonly hash: string;
}

export interface DocumentView {
  readonly format: DocumentFormat;
  readonly bytes: number;
  readonly hash: string;
  /** Which typeface stands for which. */
  readonly fonts: readonly string[];
}

/** GET /api/v1/bulletins/{yyyy-mm} */
export interface BulletinView {
  readonly month: string;
  readonly region: string | null;
  readonly status: 'draft' | 'issued';
  readonly edition: number | null;
  readonly issuedAt: string | null;
  readonly issuedBy: string | null;
  readonly reason: string | null;
  /** Up to when the figures are counted. */
  readonly asOf: string;
  /** Of `figures` as canonical JSON (RFC 8785). */
  readonly hash: string;
  readonly figures: BulletinFigures;
  readonly text: BulletinDoc;
  /** The files of an issued edition. */
  readonly documents: readonly DocumentView[];
  /** Every edition that has been issued, newest first. */
  readonly editions: readonly EditionView[];
}
