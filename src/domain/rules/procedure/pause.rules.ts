import { PAUSE_WORDS } from '../../review/act-words.js';
import { isBlank } from '../../review/plain-text.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import type { ItemVersion, PauseAllowance } from '../../standards.js';
import { type Words, timeWords } from '../../wording.js';

const BASIS = ['《行政许可法》第四十五条'];

const kindWords = ({ data }: ReportedEvent): Words => PAUSE_WORDS[data.kind ?? 'other'];

const allowanceOf = (item: ItemVersion, { data }: ReportedEvent): PauseAllowance | undefined =>
  item.pauses.find(({ kind }) => kind === data.kind);

/** `2026年3月5日10:00开始特别程序“听证”` */
function startWords(act: ReportedEvent): Words {
  const [when, kind] = [timeWords(act.at), kindWords(act)];
  return { zh: `${when.zh}开始特别程序“${kind.zh}”`, en: `special procedure “${kind.en}” started at ${when.en}` };
}

/** 特别程序不在事项清单之内. */
export const pauseUnlisted: ActRule = {
  code: 'P-PAUSE-UNLISTED',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '事项没有列明的特别程序', en: 'Special procedure that the item does not list' },
  description: {
    zh: '开始了事项没有列明的特别程序；这样的特别程序不停止计时',
    en: 'A special procedure of a kind that the item does not list was started; it does not stop the clock',
  },
  basis: BASIS,
  needs: ['item', 'item.pauses'],
  shows: {
    zh: '特别程序的种类和开始时间，事项列明的种类',
    en: 'the kind and start of the procedure, and the kinds that the item lists',
  },
  params: {},
  on: ['pause.started'],
  examine: (act, { item }) => {
    if (!item) return cannotJudge('item');
    if (allowanceOf(item, act)) return FINE;
    if (item.pausesKnown === false) return cannotJudge('item.pauses');
    const start = startWords(act);
    const listed = item.pauses.map(({ kind }) => PAUSE_WORDS[kind]);
    return found({
      subject: act.data.kind,
      expected: {
        zh: '只开始事项列明的特别程序',
        en: 'only special procedures that the item lists are started',
      },
      observed: {
        zh: `${start.zh}，事项列明的特别程序为：${listed.map((w) => w.zh).join('、') || '无'}`,
        en: `${start.en}; listed by the item: ${listed.map((w) => w.en).join(', ') || 'none'}`,
      },
    });
  },
};

/** 特别程序没有依据. A kind that the item does not list is P-PAUSE-UNLISTED. */
export const pauseBasis: ActRule = {
  code: 'P-PAUSE-BASIS',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '特别程序没有载明依据', en: 'Special procedure without its basis' },
  description: {
    zh: '事项列明的特别程序开始时，记录中没有依据',
    en: 'A special procedure that the item lists was started without a basis on record',
  },
  basis: BASIS,
  needs: ['item', 'pause.started.basis'],
  shows: { zh: '特别程序的种类和开始时间', en: 'the kind and start of the procedure' },
  params: {},
  on: ['pause.started'],
  examine: (act, { item }) => {
    if (!item) return cannotJudge('item');
    const allowance = allowanceOf(item, act);
    if (!allowance || !isBlank(act.data.basis)) return FINE;
    const start = startWords(act);
    return found({
      subject: act.data.kind,
      expected: { zh: '特别程序载明所依据的规定', en: 'a special procedure is on record with its legal basis' },
      observed: { zh: `${start.zh}，记录中没有依据`, en: `${start.en}, no basis on record` },
      itemText: allowance.basis,
    });
  },
};

/** 特别程序没有书面告知. */
export const pauseNotice: ActRule = {
  code: 'P-PAUSE-NOTICE',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '特别程序没有书面告知的编号', en: 'Special procedure without a written notice' },
  description: {
    zh: '特别程序开始时，记录中没有告知申请人所需时间的文书编号',
    en: 'A special procedure was started without the number of the written notice that tells the applicant the time needed',
  },
  basis: BASIS,
  needs: ['pause.started.noticeNo'],
  shows: { zh: '特别程序的种类和开始时间', en: 'the kind and start of the procedure' },
  params: {},
  on: ['pause.started'],
  examine: (act) => {
    if (!isBlank(act.data.noticeNo)) return FINE;
    const start = startWords(act);
    return found({
      subject: act.data.kind,
      expected: {
        zh: '特别程序所需时间书面告知申请人，并记录文书编号',
        en: 'the time needed is told to the applicant in writing, with the number of the notice on record',
      },
      observed: { zh: `${start.zh}，记录中没有告知文书编号`, en: `${start.en}, no number of a notice on record` },
    });
  },
};
