import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { msAs } from '../database/sql.js';
import type { Instant } from '../domain/instant.js';
import type { BulletinKey } from './bulletin.query.js';
import type { DocumentFormat } from './documents/render.protocol.js';

export interface EditionRow {
  readonly id: number;
  readonly edition: number;
  readonly hash: Buffer;
  readonly reason: string | null;
  readonly issuedAt: Instant;
  readonly issuedBy: string;
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

const EDITION = `id, edition, hash, reason, ${msAs('issued_at', 'issuedAt')}, issued_by AS "issuedBy"`;

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

  async content(id: number): Promise<Pick<IssuedBulletin, 'asOf' | 'figures' | 'text'>> {
    const rows = await this.source.query<Pick<IssuedBulletin, 'asOf' | 'figures' | 'text'>[]>(
      `SELECT ${msAs('as_of', 'asOf')}, figures, text FROM bulletin WHERE id = $1`,
      [id],
    );
    return rows[0]!;
  }

  documents(id: number): Promise<DocumentRow[]> {
    return this.source.query(
      'SELECT format, hash, fonts, octet_length(content) AS bytes FROM bulletin_document WHERE bulletin = $1 ORDER BY format',
      [id],
    );
  }

  async document(id: number, format: DocumentFormat): Promise<StoredDocument> {
    const rows = await this.source.query<StoredDocument[]>(
      'SELECT format, hash, fonts, content FROM bulletin_document WHERE bulletin = $1 AND format = $2',
      [id, format],
    );
    return rows[0]!;
  }

  /** Within a snapshot; undefined for a region that there is not. */
  async regionName(code: string, queries: Pick<EntityManager, 'query'>): Promise<string | undefined> {
    return (await queries.query<{ name: string }[]>('SELECT name FROM region WHERE code = $1', [code]))[0]?.name;
  }

  /** Adds an edition with its files, at once; `false` when somebody else has just added the same one. */
  async add(
    { month, region }: BulletinKey,
    bulletin: Omit<IssuedBulletin, 'id'>,
    documents: readonly StoredDocument[],
  ): Promise<boolean> {
    const { edition, asOf, figures, hash, text, reason, issuedAt, issuedBy } = bulletin;
    try {
      await this.source.transaction(async (queries) => {
        const added = await queries.query<{ id: number }[]>(
          `INSERT INTO bulletin (month, region, edition, as_of, figures, hash, text, reason, issued_at, issued_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
          [month.code, region, edition, new Date(asOf), figures, hash, text, reason, new Date(issuedAt), issuedBy],
        );
        for (const { format, hash: ofFile, fonts, content } of documents)
          await queries.query(
            'INSERT INTO bulletin_document (bulletin, format, hash, fonts, content) VALUES ($1, $2, $3, $4, $5)',
            [added[0]!.id, format, ofFile, fonts, content],
          );
      });
      return true;
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505') return false;
      throw error;
    }
  }
}
