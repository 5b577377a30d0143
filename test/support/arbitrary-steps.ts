import fc from 'fast-check';

const pick = fc.constantFrom;

/** Guides with and without the steps that the events of the case report, and those that follow its decision. */
export const guidedSteps = pick(
  [],
  [{ name: '审查', code: '1', limit: { amount: 2, unit: 'workingDay' } }],
  [
    { name: '审查', code: '1', limit: { amount: 2, unit: 'workingDay' } },
    { name: '核查', code: '2', limit: { amount: 9, unit: 'workingDay' } },
    { name: '批准', code: '3' },
  ],
  [{ name: '审查', limit: { amount: 30, unit: 'calendarDay' } }, { name: '批准' }],
  [{ name: '预审' }, { name: '受理' }, { name: '审查', code: '1' }, { name: '决定' }, { name: '送达' }],
  [{ name: '审查', code: '1' }, { name: '消防' }, { name: '批准', code: '3' }, { name: '发证' }],
);
/** As sources report them: by name or code, listed or not. */
export const step = pick(
  '审查',
  '审查',
  '1',
  '核查',
  '2',
  '批准',
  '批准',
  '3',
  '消防',
  '现场',
  '受理',
  '决定',
  '发证',
  '别的',
);
/** One or several in one text, or nobody. */
export const officer = pick('甲', '甲', '乙', '甲、 乙', '张三 李四', '张 三', '丙', ' ');
