import { hash } from 'node:crypto';
import type { Instant } from '../domain/instant.js';

/** The same content with its members in order of their names, at every depth. */
export function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.every((entry) => typeof entry !== 'object') ? value : value.map(sorted);
  const source = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(source).sort()) result[name] = sorted(source[name]);
  return result;
}

/** What makes two deliveries of one (source, id) the same event or a conflict. */
export interface Content {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly caseNo: string | null;
  readonly occurredAt: Instant | null;
  readonly recordedAt: Instant | null;
  /** Canonical JSON of the original `data`. */
  readonly data: string;
  /** Canonical JSON of the extensions, each value as the text that binary mode would carry. */
  readonly extensions: string | null;
}

/** One line of text from which the content hash is made. */
export const canonicalContent = (c: Content): string =>
  JSON.stringify([c.source, c.id, c.type, c.caseNo, c.occurredAt, c.recordedAt]) + (c.extensions ?? '') + c.data;

/** SHA-256 in hexadecimal; the salt keeps masked members from being guessed back out of the stored hash. */
export const contentHash = (salt: string, canonical: string): string => hash('sha256', salt + canonical, 'hex');
