import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../domain/instant.js';
import type { ItemBody } from './item.body.js';
import type { ItemVersion } from '../../domain/standards.js';
import { guideOf } from './item.guide.js';

export type { ItemBody } from './item.body.js';

export interface ItemRecord {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  /** `null`: in force from the beginning. */
  readonly effectiveFrom: Instant | null;
  readonly body: ItemBody;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

/** What somebody wants to be in force; without `effectiveFrom`, from the beginning or from now. */
export interface ItemDraft {
  readonly body: ItemBody;
  readonly effectiveFrom?: Instant;
}

/** Does a version already say what a draft says? The order of members means nothing. */
export const says = (record: ItemRecord | undefined, { body, effectiveFrom }: ItemDraft): record is ItemRecord =>
  record !== undefined &&
  (effectiveFrom === undefined || effectiveFrom === record.effectiveFrom) &&
  isDeepStrictEqual(record.body, JSON.parse(JSON.stringify(body)));

/** The part of a version that judges cases. */
export const judgedVersion = ({ id, code, version, effectiveFrom, body }: ItemRecord): ItemVersion => ({
  id,
  code,
  version,
  effectiveFrom: effectiveFrom ?? undefined,
  name: body.name,
  org: body.org,
  kind: body.kind,
  statutory: body.statutory,
  promised: body.promised,
  steps: body.steps,
  pauses: body.pauses ?? [],
  ...(body.pauses === undefined && { pausesKnown: false }),
  guide: guideOf(body),
});
