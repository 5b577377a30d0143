import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { ms, msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { BulletinKey } from './bulletin.query.js';
import { DOCUMENT_FORMATS, type DocumentFormat } from './documents/render.protocol.js';

export interface EditionRow {
  readonly id: number;
  readonly edition: number;
  readonly documentNo: string;
  /** `yyyy-mm-dd` */
  readonly dated: string;
  readonly hash: Buffer;
  readonly reason: string | null;
  readonly issuedAt: Instant;
  readonly issuedBy: string;
  /** As the account is called now; null where there is none of that name. */
  readonly issuedByName: string | null;
}

/** Figures and text as the JSON that was frozen. */
export interface IssuedBulletin extends EditionRow {
  readonly asOf: Instant;
  readonly figures: string;
  readonly text: string;
}

export interface StoredDocument {
  readonly format: DocumentFormat;
  readonly hash: Buffer;
  readonly fonts: readonly string[];
  readonly content: Buffer;
}

export type DocumentRow = Omit<StoredDocument, 'content'> & { readonly bytes: number };

/** Which edition a document number belongs to. */
export interface NumberBearer {
  readonly month: string;
  readonly region: string | null;
  readonly edition: number;
}

/** Why an edition was not added: it is there already, or its document number. */
export type NotAdded = 'edition-taken' | 'number-taken';

const EDITION = `id, edition, coalesce(document_no, text::jsonb ->> 'documentNo') AS "documentNo",
  coalesce(dated, (issued_at AT TIME ZONE 'Asia/Shanghai')::date)::text AS dated,
  hash, reason, ${msAs('issued_at', 'issuedAt')}, issued_by AS "issuedBy",
  (SELECT account.name FROM account WHERE account.username = issued_by) AS "issuedByName"`;

const IN_ORDER = `array_position(ARRAY['${DOCUMENT_FORMATS.join("', '")}'], format)`;

/** Issued bulletins: rows are only added. */
@Injectable()
export class BulletinRepository {
  constructor(private readonly source: DataSource) {}

  /** Newest first. */
  editions({ month, region }: BulletinKey): Promise<EditionRow[]> {
    return this.source.query(
      `SELECT ${EDITION} FROM bulletin WHERE month = $1 AND coalesce(region, '') = $2 ORDER BY edition DESC`,
      [month.code, region ?? ''],
    );
  }

  /** The newest edition of each month of a year, with the formats of its files. */
  newestOfYear(
    year: number,
    region: string | null,
  ): Promise<(EditionRow & { readonly month: string; readonly formats: DocumentFormat[] })[]> {
    return this.source.query(
      `SELECT DISTINCT ON (month) month, ${EDITION},
         ARRAY(SELECT format FROM bulletin_document d WHERE d.bulletin = b.id ORDER BY ${IN_ORDER}) AS formats
       FROM bulletin b WHERE starts_with(month, $1) AND coalesce(region, '') = $2 ORDER BY month, edition DESC`,
      [`${year}-`, region ?? ''],
    );
  }

  /** When the first case was received or the first card raised; null before. */
  async firstInstant(): Promise<Instant | null> {
    const rows = await this.source.query<{ first: Instant | null }[]>(
      `SELECT least((SELECT ${ms('min(received_at)')} FROM case_file), (SELECT ${ms('min(raised_at)')} FROM card)) AS first`,
    );
    return rows[0]!.first;
  }

  /** The regions directly below the one that holds all others. */
  regions(): Promise<{ code: string; name: string; nameEn: string | null }[]> {
    return this.source.query(
      `SELECT r.code, r.name, r.name_en AS "nameEn" FROM region r JOIN region top ON top.code = r.parent
       WHERE top.parent IS NULL ORDER BY r.code`,
    );
  }

  async content(id: number): Promise<Pick<IssuedBulletin, 'asOf' | 'figures' | 'text'>> {
    const rows = await this.source.query<Pick<IssuedBulletin, 'asOf' | 'figures' | 'text'>[]>(
      `SELECT ${msAs('as_of', 'asOf')}, figures, text FROM bulletin WHERE id = $1`,
      [id],
    );
    return rows[0]!;
  }

  documents(id: number): Promise<DocumentRow[]> {
    return this.source.query(
      `SELECT format, hash, fonts, octet_length(content) AS bytes FROM bulletin_document WHERE bulletin = $1
       ORDER BY ${IN_ORDER}`,
      [id],
    );
  }

  /** Undefined for a file that was not made when it was issued. */
  async document(id: number, format: DocumentFormat): Promise<StoredDocument | undefined> {
    const rows = await this.source.query<StoredDocument[]>(
      'SELECT format, hash, fonts, content FROM bulletin_document WHERE bulletin = $1 AND format = $2',
      [id, format],
    );
    return rows[0];
  }

  /** Undefined for a region that there is not. @param queries those of a snapshot */
  async regionName(code: string, queries: Pick<EntityManager, 'query'> = this.source): Promise<string | undefined> {
    return (await queries.query<{ name: string }[]>('SELECT name FROM region WHERE code = $1', [code]))[0]?.name;
  }

  /** The edition that bears a number. */
  async bearerOf(documentNo: string): Promise<NumberBearer | undefined> {
    const rows = await this.source.query<NumberBearer[]>(
      'SELECT month, region, edition FROM bulletin WHERE document_no = $1',
      [documentNo],
    );
    return rows[0];
  }

  /** Adds an edition with its files, at once; says why when somebody else has just added the same one. */
  async add(
    { month, region }: BulletinKey,
    bulletin: Omit<IssuedBulletin, 'id' | 'issuedByName'>,
    documents: readonly StoredDocument[],
  ): Promise<NotAdded | undefined> {
    const { edition, documentNo, dated, asOf, figures, hash, text, reason, issuedAt, issuedBy } = bulletin;
    try {
      await this.source.transaction(async (queries) => {
        const added = await queries.query<{ id: number }[]>(
          `INSERT INTO bulletin
             (month, region, edition, document_no, dated, as_of, figures, hash, text, reason, issued_at, issued_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
          [
            ...[month.code, region, edition, documentNo, dated, new Date(asOf), figures, hash, text],
            ...[reason, new Date(issuedAt), issuedBy],
          ],
        );
        for (const { format, hash: ofFile, fonts, content } of documents)
          await queries.query(
            'INSERT INTO bulletin_document (bulletin, format, hash, fonts, content) VALUES ($1, $2, $3, $4, $5)',
            [added[0]!.id, format, ofFile, fonts, content],
          );
      });
      return undefined;
    } catch (error) {
      const { code, constraint } = errorOf(error);
      if (code !== '23505') throw error;
      return constraint === 'bulletin_document_no' ? 'number-taken' : 'edition-taken';
    }
  }
}

const errorOf = (error: unknown): { code?: string; constraint?: string } =>
  error instanceof QueryFailedError ? (error.driverError as { code?: string; constraint?: string }) : {};
