import { fileURLToPath } from 'node:url';
import type { Block, BulletinDoc } from '../../src/bulletin/bulletin-doc.js';
import { monthOf } from '../../src/bulletin/bulletin-month.js';
import { RenderProcess } from '../../src/bulletin/documents/render-process.js';
import type { Office } from '../../src/bulletin/office.js';
import { type Composition, composeBulletin } from '../../src/bulletin/text/compose.js';
import { provinceFigures } from './month-figures.js';

export const TEMPLATE = fileURLToPath(new URL('../../config/bulletin', import.meta.url));
export const OCTOBER = monthOf('2026-10')!;
/** 2026-11-03 10:20:45 in Shanghai. */
export const NOVEMBER_3 = Date.UTC(2026, 10, 3, 2, 20, 45);

export const THE_OFFICE: Office = {
  mark: '辽宁省行政审批电子监察办公室文件',
  organ: '辽宁省行政审批电子监察办公室',
  symbol: '辽审监',
  area: '全省',
  addressees: '各市人民政府，省直各有关单位',
  basis: '根据行政审批电子监察工作有关规定',
  copyTo: '省委办公厅、省监察委员会',
};

/** The first edition of October 2026, or what is given. */
export const octoberDoc = (given: Partial<Composition> = {}): BulletinDoc =>
  composeBulletin({
    office: THE_OFFICE,
    month: OCTOBER,
    figures: provinceFigures(),
    asOf: NOVEMBER_3,
    issue: { at: NOVEMBER_3, edition: 1, number: 12, correction: null },
    demo: false,
    ...given,
  });

export const blocksOf = <K extends Block['kind']>({ blocks }: BulletinDoc, kind: K): Extract<Block, { kind: K }>[] =>
  blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);

/** The worker of the last build; `test/support/global-setup.mjs` sees to it that it is that of these sources. */
export const press = (limits: ConstructorParameters<typeof RenderProcess>[1] = {}): RenderProcess =>
  new RenderProcess({ templateDir: TEMPLATE, fontDir: undefined }, limits);
