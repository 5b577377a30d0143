import { isDeepStrictEqual } from 'node:util';
import type { HttpException } from '@nestjs/common';
import type { CatalogueKind, CatalogueRemark } from '../../console/catalogue.protocol.js';
import { labelled } from '../browse/member-path.js';
import type { Instant } from '../../domain/instant.js';
import { problem } from '../../http/problem.js';
import { remark } from '../kinds/kind.js';
import type { DraftRecord } from './draft.js';
import type { StoredVersion } from '../versions/version.js';

/** Only items may begin in the past (contract §3): of everything else a running case has been given what was in force. */
export const lateFaults = (kind: CatalogueKind, effectiveFrom: Instant | null, now: Instant): CatalogueRemark[] =>
  kind === 'items' || effectiveFrom === null || effectiveFrom >= now
    ? []
    : [remark('effectiveFrom', '生效时间已过', 'lies in the past')];

/** With a date of its own it may say again what is in force, to be in force again. */
export const sameFaults = (
  base: StoredVersion | undefined,
  body: unknown,
  effectiveFrom: Instant | null,
): CatalogueRemark[] =>
  effectiveFrom === null && base && isDeepStrictEqual(base.body, JSON.parse(JSON.stringify(body)))
    ? [remark('', `与现行的第 ${base.version} 版相同`, `says the same as version ${base.version}, which is in force`)]
    : [];

export const movedOn = (base: StoredVersion | undefined): CatalogueRemark =>
  remark(
    '',
    `起草后现行版本已变为第 ${base?.version ?? 0} 版，审核前请核对差异`,
    `since it was written version ${base?.version ?? 0} has come into force: compare before checking`,
  );

/** Nobody decides over, or writes over, what he has not read. */
export const editedMeanwhile = ({ edition, editor }: Pick<DraftRecord, 'edition' | 'editor'>): HttpException =>
  problem(409, 'draft-edited', {
    zh: `${editor} 已将草案改为第 ${edition} 稿，请重新阅读`,
    en: `${editor} has saved edition ${edition} of the draft meanwhile: read it again`,
  });

/** `承诺时限 · 数值 promised.amount: …` */
function faultText({ member, label, ...words }: CatalogueRemark, language: 'zh' | 'en'): string {
  if (member === '') return words[language];
  return `${label ? `${label[language]} ` : ''}${member}: ${words[language]}`;
}

export function invalidDraft(kind: CatalogueKind, faults: readonly CatalogueRemark[]): HttpException {
  const told = labelled(kind, faults.slice(0, 20));
  const line = (language: 'zh' | 'en') => told.map((one) => faultText(one, language)).join('; ');
  return problem(400, 'invalid-draft', { zh: line('zh'), en: line('en') }, faults[0]?.member);
}
