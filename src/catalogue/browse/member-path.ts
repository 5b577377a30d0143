import type { CatalogueKind, CatalogueRemark, CatalogueWords } from '../../console/catalogue.protocol.js';
import { joinedLabels, kindWithin, memberLabel } from './member-labels.js';

const PART = /\[(\d+)\]|[^.[\]]+/gu;

/** `materials[3].name` → 申请材料 第 4 项 · 名称; undefined where nobody has named any of it. */
export function pathLabel(kind: CatalogueKind, path: string): CatalogueWords | undefined {
  const labels: CatalogueWords[] = [];
  let isNamed = false;
  let within = kind;
  for (const [part, index] of path.matchAll(PART)) {
    const last = labels.at(-1);
    if (index === undefined || !last) {
      const label = memberLabel(within, part);
      isNamed ||= label.zh !== part;
      labels.push(label);
      within = kindWithin(within, part);
    } else labels[labels.length - 1] = entryOf(last, Number(index) + 1);
  }
  return isNamed ? joinedLabels(labels) : undefined;
}

const entryOf = ({ zh, en }: CatalogueWords, place: number): CatalogueWords => ({
  zh: `${zh} 第 ${place} 项`,
  en: `${en} no. ${place}`,
});

/** Remarks with what the member that each is about is called. */
export const labelled = <R extends CatalogueRemark>(
  kind: CatalogueKind,
  remarks: readonly R[],
  labelOf: (remark: R) => CatalogueWords | undefined = ({ member }) => pathLabel(kind, member),
): R[] =>
  remarks.map((remark) => {
    const label = labelOf(remark);
    return label ? { ...remark, label } : remark;
  });
