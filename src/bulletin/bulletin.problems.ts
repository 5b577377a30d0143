import { isoOfDay } from '../domain/instant.js';
import { problem } from '../http/problem.js';
import type { BulletinMonth } from './bulletin-month.js';

/** Why a bulletin is not given or not issued, each by its name. */
export const draftOutOfScope = () =>
  problem(403, 'out-of-scope', {
    zh: '草稿含全部单位尚未印发的数字，限定机构的账号只能查看已印发的通报',
    en: 'a draft holds figures of every organisation: an account bound to one sees issued bulletins only',
  });

export const unknownFormat = () =>
  problem(404, 'unknown-format', {
    zh: '没有这种格式，可用：pdf、docx、xlsx、json',
    en: 'no such format; known: pdf, docx, xlsx, json',
  });

/** Editions from before workbooks have none, and none is made afterwards: it would not be what was issued. */
export const notKept = () =>
  problem(404, 'not-kept', { zh: '这一版印发时没有这种文件', en: 'this edition was issued without such a file' });

export const notIssued = ({ code }: BulletinMonth) =>
  problem(404, 'not-issued', { zh: `${code} 尚未印发`, en: `${code} has not been issued` });

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

export const figuresChanged = () =>
  problem(
    409,
    'figures-changed',
    { zh: '数字与您所见的已不同，请重新核对', en: 'the figures are no longer those that you have seen: look again' },
    'hash',
  );

export const numberTaken = (documentNo: string, month: string) =>
  problem(
    409,
    'number-taken',
    {
      zh: `发文字号 ${documentNo} 已用于另一份通报（${month}）`,
      en: `another bulletin (${month}) bears the number ${documentNo}`,
    },
    'number',
  );

/** Of this very bulletin. */
export const numberOfEdition = (documentNo: string, edition: number) =>
  problem(
    409,
    'number-taken',
    {
      zh: `发文字号 ${documentNo} 已用于本通报第${edition}版`,
      en: `edition ${edition} of this bulletin bears the number ${documentNo}`,
    },
    'number',
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
