import type { CatalogueWords } from '../../../console/catalogue.protocol.js';

type Label = readonly [zh: string, en: string];

/** What the columns of the national tables are called (国家政务服务平台实施清单). */
const COLUMNS: Readonly<Record<string, Label>> = {
  row_guid: ['记录标识', 'row id'],
  task_guid: ['事项标识', 'id of the item'],
  task_code: ['实施编码', 'code of the item'],
  task_name: ['事项名称', 'name of the item'],
  task_version: ['事项版本', 'version of the item'],
  task_state: ['事项状态', 'state of the item'],
  dept_code: ['实施主体编码', 'code of the organisation'],
  dept_name: ['实施主体', 'organisation'],
  project_type: ['办件类型', 'kind of cases'],
  by_law: ['设定依据', 'basis'],
  anticipate_day: ['法定办结时限', 'statutory limit'],
  anticipate_type: ['法定办结时限单位', 'unit of the statutory limit'],
  promise_day: ['承诺办结时限', 'promised limit'],
  promise_type: ['承诺办结时限单位', 'unit of the promised limit'],
  special_procedure: ['特别程序', 'special procedure'],
  limit_scene_num: ['到办事现场次数', 'visits at most'],
  plan_effective_date: ['计划生效日期', 'planned beginning'],
  plan_cancel_date: ['计划取消日期', 'planned end'],
  is_fee: ['是否收费', 'with fees'],
  result_name: ['审批结果名称', 'name of the result'],
  material_name: ['材料名称', 'name of the material'],
  is_need: ['材料必要性', 'material required'],
  order_num: ['序号', 'order'],
  fee_name: ['收费项目名称', 'name of the fee'],
  fee_stand: ['收费标准', 'standard of the fee'],
  is_desc: ['是否允许减免', 'may be reduced'],
  desc_explain: ['允许减免依据', 'basis of reductions'],
};

export function nationalLabel(column: string): CatalogueWords | undefined {
  const label = Object.hasOwn(COLUMNS, column) ? COLUMNS[column] : undefined;
  return label && { zh: label[0], en: label[1] };
}
