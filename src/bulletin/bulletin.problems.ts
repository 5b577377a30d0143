import { isoOfDay } from '../domain/instant.js';
import { problem } from '../http/problem.js';
import type { BulletinMonth } from './bulletin-month.js';

/** Why a bulletin is not given or not issued, each by its name. */
export const outOfScope = () =>
  problem(403, 'out-of-scope', {
    zh: '通报含全部单位的数字，限定机构的账号不能查看',
    en: 'a bulletin holds figures of every organisation, which an account bound to one may not see',
  });

export const unknownFormat = () =>
  problem(404, 'unknown-format', { zh: '没有这种格式，可用：pdf、docx', en: 'no such format; known: pdf, docx' });

export const notBegun = ({ code }: BulletinMonth) =>
  problem(404, 'month-not-begun', { zh: `${code} 尚未开始`, en: `${code} has not begun` });

export const notOver = ({ code, firstDay, days }: BulletinMonth) =>
  problem(409, 'month-not-over', {
    zh: `${code} 尚未结束，${isoOfDay(firstDay + days)} 起才能印发`,
    en: `${code} is not over; it may be issued from ${isoOfDay(firstDay + days)} on`,
  });

export const noSuchEdition = () =>
  problem(404, 'no-such-edition', { zh: '没有这一版', en: 'there is no such edition' }, 'edition');

export const unchanged = (edition: number) =>
  problem(409, 'unchanged', {
    zh: `数字与第${edition}版相同，无需另行印发`,
    en: `the figures are those of edition ${edition}: there is nothing to correct`,
  });

export const reasonRequired = (edition: number) =>
  problem(
    400,
    'reason-required',
    {
      zh: `已印发第${edition}版，须写明更正原因`,
      en: `edition ${edition} has been issued: say why it is corrected`,
    },
    'reason',
  );

export const reasonForFirst = () =>
  problem(
    400,
    'reason-not-expected',
    { zh: '尚未印发过，首版没有更正原因', en: 'nothing has been issued yet that could be corrected' },
    'reason',
  );

export const issuedMeanwhile = () =>
  problem(409, 'issued-meanwhile', {
    zh: '刚刚已有一版印发，请查看后再定',
    en: 'an edition has been issued just now: look at it first',
  });

export const documentsBusy = () =>
  problem(503, 'documents-busy', {
    zh: '正在制作的文件过多，请稍后再试',
    en: 'too many documents are being made, try again later',
  });

export const documentFailed = () =>
  problem(500, 'document-failed', { zh: '文件未能制成', en: 'the document could not be made' });
