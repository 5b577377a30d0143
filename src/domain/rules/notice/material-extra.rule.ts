import type { GuideMaterial } from '../../item-guide.js';
import { brief, withoutBlanks } from '../../review/plain-text.js';
import type { ReportedEvent } from '../../review/reported-event.js';
import { type ActRule, cannotJudge, found, type Observation } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { isOfMaterials, materialName } from './material-name.js';

/** 要求材料清单以外的材料. */
export const materialExtra: ActRule = {
  code: 'N-MATERIAL-EXTRA',
  category: 'notice',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '要求材料清单以外的材料', en: 'Material outside the published list requested' },
  description: {
    zh: '补正告知所要求的材料不在办事指南公布的材料清单之内（空格、括号、标点和末尾的“原件”“复印件”不计，互相包含即为清单之内）',
    en: 'A request for supplements names a material that is not on the published list: neither name contains the other; blanks, brackets, punctuation and a final “original” or “copy” not counted',
  },
  basis: ['《行政许可法》第三十条', '《行政许可法》第三十一条'],
  needs: ['item', 'item.materials', 'supplement.requested.materials'],
  shows: { zh: '所要求的材料，以及公布的材料清单', en: 'the material requested beside the published list' },
  params: {},
  on: ['supplement.requested'],
  examine: (act, seen) => {
    if (!seen.item) return cannotJudge('item');
    const listed = seen.item.guide?.materials;
    if (!listed) return cannotJudge('item.materials');
    const names = listed.map((m) => materialName(m.name));
    const extra = (act.data.materials ?? []).filter((m) => !isOfMaterials(materialName(m), names));
    return found(...extra.map((material) => observation(act, material, listed)));
  },
};

function observation(act: ReportedEvent, material: string, listed: readonly GuideMaterial[]): Observation {
  const when = timeWords(act.at);
  return {
    subject: withoutBlanks(material),
    expected: {
      zh: '只要求办事指南材料清单之内的材料',
      en: 'only material on the list of the item guide is requested',
    },
    observed: {
      zh: `${when.zh}告知补正“${brief(material)}”，公布的 ${listed.length} 项材料中没有这一项`,
      en: `“${brief(material)}” requested at ${when.en}, not among the ${listed.length} published materials`,
    },
    itemText: listed.map((m, i) => `${i + 1}. ${m.name}`).join('；') || '办事指南没有需要提交的材料',
  };
}
