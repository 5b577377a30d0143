/** Hints over many cases. */
export const hintsZh = {
  manyHints: {
    title: '多件线索',
    tabNote: '把许多办件放在一起才看得出的情况：比率、集中、离散。提示一处值得查看的地方，不会成为告警。',
    status: { open: '待查看', closed: '已查看', withdrawn: '已撤回' },
    period: '{from} 至 {to}',
    found: '提示时间',
    cases: '所涉办件（{n} 件）',
    note: '查看结果（必填）',
    notePlaceholder: '查看结果，如：经核对属集中补录，已告知单位',
    needsNote: '请写明查看结果。',
    close: '记下并关闭',
    closing: '正在记录…',
    closed: '{by} 于 {at} 查看：',
    withdrawn: '重新计算后已没有依据，系统撤回。',
    meanwhile: '这条线索已由他人关闭或被系统撤回，请刷新列表。',
    refused: '未能完成：',
    away: '服务器没有答复，请稍后重试。',
    readOnly: '由监察员或省级监察查看后关闭；您的账号只能查看。',
    none: { open: '没有待查看的多件线索', closed: '没有查看过的多件线索', withdrawn: '没有撤回的多件线索' },
    noneNote: '系统定时计算；办件过少时不计，以免误导。',
  },
  manyRules: {
    title: '多件线索与报送',
    note: '把许多办件或者一个信息源的报送放在一起看；只提示，不成为告警',
  },
};
