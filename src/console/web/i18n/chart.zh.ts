export const chartZh = {
  chart: {
    asTable: '以表格显示',
    loading: '正在载入图表…',
    failed: '图表未能载入，下面是同一数据的表格。',
  },
};
