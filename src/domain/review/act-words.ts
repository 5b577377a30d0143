import type { EventType, PauseKind } from '../event.js';
import type { Words } from '../wording.js';

/** How a case ended, as a participle: 办件已办结, the case was decided. */
export function endWords(type?: EventType): Words {
  switch (type) {
    case 'case.withdrawn':
      return { zh: '撤回申请', en: 'withdrawn' };
    case 'case.terminated':
      return { zh: '终止办理', en: 'terminated' };
    case 'case.not-accepted':
      return { zh: '不予受理', en: 'not accepted' };
    default:
      return { zh: '办结', en: 'decided' };
  }
}

/** 特别程序的种类, as 行政许可法 第四十五条 names them. */
export const PAUSE_WORDS: Readonly<Record<PauseKind, Words>> = {
  hearing: { zh: '听证', en: 'hearing' },
  tender: { zh: '招标', en: 'tender' },
  auction: { zh: '拍卖', en: 'auction' },
  inspection: { zh: '检验', en: 'inspection' },
  testing: { zh: '检测', en: 'testing' },
  quarantine: { zh: '检疫', en: 'quarantine' },
  appraisal: { zh: '鉴定', en: 'appraisal' },
  'expert-review': { zh: '专家评审', en: 'expert review' },
  other: { zh: '其他', en: 'other' },
};
