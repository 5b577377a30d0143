/** What the server and the web console say to each other of bulletins. Plain types and constants only. */
import type { BulletinDoc } from '../bulletin/bulletin-doc.js';
import type { BulletinFigures } from '../bulletin/bulletin-figures.js';

/** What an edition bears. Hashes are SHA-256 in hexadecimal digits. */
export interface EditionView {
  readonly edition: number;
  /** 发文字号; its serial may have been left blank. */
  readonly documentNo: string;
  /** 成文日期, `yyyy-mm-dd`. */
  readonly dated: string;
  readonly issuedAt: string;
  /** User name. */
  readonly issuedBy: string;
  /** As the account is called now; null where there is none of that user name. */
  readonly issuedByName: string | null;
  /** What it corrects; null for the first one. */
  readonly reason: string | null;
  /** Of its figures. */
  readonly hash: string;
}

export interface DocumentView {
  readonly format: 'pdf' | 'docx' | 'xlsx';
  readonly bytes: number;
  readonly hash: string;
  /** Which typeface stands for which. */
  readonly fonts: readonly string[];
}

/** Nothing of a draft is settled but its number's symbol and year. */
export type DraftView = { readonly [K in Exclude<keyof EditionView, 'hash' | 'documentNo'>]: null };

interface BulletinContent {
  readonly month: string;
  readonly region: string | null;
  readonly documentNo: string;
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

/** GET /api/v1/bulletins/{yyyy-mm} */
export type BulletinView = BulletinContent &
  (({ readonly status: 'draft' } & DraftView) | ({ readonly status: 'issued' } & EditionView));

/** GET /api/v1/bulletins/{yyyy-mm}/preview: the same with its pages. */
export type BulletinPreview = BulletinView & {
  /** SVG texts, as the PDF prints them. */
  readonly pages: readonly string[];
  /** False: the edition was printed by another version of the layout or with other fonts; its PDF is the one that counts. */
  readonly asPrinted: boolean;
};

/** A month of the list: not over yet, a draft that may be issued, or issued. */
export interface BulletinMonthView {
  readonly month: string;
  readonly status: 'running' | 'draft' | 'issued';
  /** The newest one. */
  readonly edition: EditionView | null;
  /** Of the newest edition. */
  readonly formats: readonly DocumentView['format'][];
}

/** GET /api/v1/bulletins?year=&region= */
export interface BulletinList {
  readonly year: number;
  /** Years with cases or cards, newest first. */
  readonly years: readonly number[];
  readonly region: string | null;
  /** What a bulletin without a region is about. */
  readonly area: string;
  /** Regions that may have bulletins of their own, in the official order. */
  readonly regions: readonly { readonly code: string; readonly name: string; readonly nameEn: string | null }[];
  /** Newest first. */
  readonly items: readonly BulletinMonthView[];
}

/** POST /api/v1/bulletins/{yyyy-mm}/issue */
export interface BulletinIssue {
  /** Serial of the document number; without one its place stays blank. */
  readonly number?: number | null;
  /** `yyyy-mm-dd`; without one the day of the issue. */
  readonly date?: string | null;
  /** Why it is corrected; from the second edition on. */
  readonly reason?: string | null;
  /** Of the figures that were looked at: others are not issued. */
  readonly hash?: string | null;
}

/** Longest reason of a correction; it is printed. */
export const MAX_REASON = 300;
/** Largest serial of a document number. */
export const MAX_NUMBER = 99_999;
