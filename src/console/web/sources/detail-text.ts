/** One part of a detail: the member it speaks of, Chinese, English. */
const PART = /^([\w.[\]-]+: )?(.*?) \/ (.*)$/;

/** The server writes details in both languages, part after part: `data.org: 缺少必填成员 / required member is missing；…` */
export const detailText = (detail: string, locale: 'zh' | 'en'): string =>
  detail
    .split('；')
    .map((part) => {
      const [, member = '', zh, en] = PART.exec(part) ?? [];
      return zh === undefined || en === undefined ? part : member + (locale === 'en' ? en : zh);
    })
    .join(locale === 'en' ? '; ' : '；');
