/** What the rules of discretion have in common. */
export const HEAD = {
  category: 'discretion',
  level: 'yellow',
  mode: 'confirm',
  on: ['case.decided'],
  basis: ['《优化营商环境条例》第六十条', '国办发〔2022〕27号'],
  params: {},
} as const;
