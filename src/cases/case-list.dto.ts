import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiQuery } from '@nestjs/swagger';
import { NameDto, NULLABLE, NULLABLE_TIME } from '../http/api-shapes.js';
import { limitQuery } from '../http/page-query.js';
import { LISTED_STATES, MAX_CASES, MAX_DUE_WITHIN, YES_OR_NO } from './case-list.query.js';
import { NumberedCaseDto } from './cases.dto.js';

const COUNT = { type: 'integer' } as const;

class CardCountsDto {
  @ApiProperty(COUNT)
  readonly reminder: number;
  @ApiProperty(COUNT)
  readonly yellow: number;
  @ApiProperty(COUNT)
  readonly red: number;
}

/** Description of a case in a list for OpenAPI; the type is CaseListRow. */
class CaseListRowDto extends NumberedCaseDto {
  @ApiProperty({ enum: LISTED_STATES.slice(1) })
  readonly state: string;
  @ApiProperty({ ...NULLABLE, description: '申请人（已遮蔽） masked' })
  readonly applicant: string | null;
  @ApiProperty({ ...NULLABLE, description: '最近经办人 who acted last' })
  readonly officer: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly receivedAt: string | null;
  @ApiProperty({ ...NULLABLE_TIME, description: '受理，含视为受理 typed or deemed' })
  readonly acceptedAt: string | null;
  @ApiProperty({ ...NULLABLE_TIME, description: '承诺到期，没有则法定到期 promised, else statutory' })
  readonly dueAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly endedAt: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: '没有到期时刻的为 null without a due instant' })
  readonly overdue: boolean | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      '在办的：至到期时刻的办公分钟数（按小时的时限按钟表），已过为负 while open: minutes of office hours to the due instant, of the wall clock for a limit in hours',
  })
  readonly remaining: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      '一个工作日的办公分钟数；按钟表的时限没有 minutes of a working day; none for a limit by the wall clock',
  })
  readonly workday: number | null;
  @ApiProperty({ type: CardCountsDto })
  readonly cards: CardCountsDto;
}

const NAME = { type: NameDto, nullable: true } as const;

class CaseListScopeDto {
  @ApiProperty(NAME)
  readonly region: NameDto | null;
  @ApiProperty(NAME)
  readonly org: NameDto | null;
  @ApiProperty(NAME)
  readonly item: NameDto | null;
}

export class CaseListDto {
  @ApiProperty({ type: [CaseListRowDto] })
  readonly items: CaseListRowDto[];
  @ApiProperty({ type: CaseListScopeDto, description: '所查地区、单位、事项的名称 what they are called' })
  readonly scope: CaseListScopeDto;
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ description: '符合条件的总数，至多计到 10000 cases that match, counted up to 10,000' })
  readonly total: number;
}

const TEXTS: readonly (readonly [name: string, description: string])[] = [
  [
    'q',
    '办件编号、申请人或经办人的开头（满 4 个字符的也可为编号的一段），或事项、单位名称的一段 beginning of case number, applicant or officer (4 characters or more: also a part of the number); part of the name of item or organisation',
  ],
  ['case', '办件编号 case number'],
  ['item', '实施编码 item code；`:none` 未列明'],
  ['org', '单位代码 organisation；`:none` 未列明'],
  ['region', '行政区划，含其下各级；`210000:own` 只含本级；`:none` 未列入 with the regions below; only itself; none'],
  ['applicant', '申请人（已遮蔽）的开头 beginning of the masked applicant'],
  ['officer', '最近经办人的开头 beginning of who acted last'],
];
const SPANS: readonly (readonly [name: string, description: string])[] = [
  ['received', '收件'],
  ['accepted', '受理'],
  ['ended', '结束（办结、撤回、终止、不予受理） end'],
];

const textQuery = ([name, description]: readonly [string, string]) =>
  ApiQuery({ name, type: String, required: false, description });

/** The parameters of `GET /cases`, for OpenAPI. */
export const CaseListQueries = (): MethodDecorator =>
  applyDecorators(
    ...TEXTS.map(textQuery),
    ApiQuery({ name: 'state', enum: LISTED_STATES, required: false, description: '`open`：在办 begun and not ended' }),
    ApiQuery({
      name: 'dueWithin',
      required: false,
      schema: { type: 'integer', minimum: 0, maximum: MAX_DUE_WITHIN },
      description: '在办、未超期、n 个工作日内到期；0 为今日 open, not late, due within n working days; 0: today',
    }),
    ApiQuery({ name: 'overdue', enum: YES_OR_NO, required: false, description: '没有到期时刻的都不算 late or not' }),
    ...SPANS.flatMap(([name, description]) => [
      textQuery([`${name}From`, `${description} ≥; RFC 3339 / YYYY-MM-DD`]),
      textQuery([`${name}To`, `${description} ≤; RFC 3339 / YYYY-MM-DD`]),
    ]),
    ApiQuery(limitQuery(MAX_CASES)),
    ApiQuery({ name: 'cursor', type: String, required: false, description: '上一页的 nextCursor' }),
  );
