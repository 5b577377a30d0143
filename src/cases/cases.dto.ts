import { ApiProperty } from '@nestjs/swagger';
import { CardDto } from '../cards/cards.dto.js';
import { CaseReviewDto } from '../review/findings.dto.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import { SubjectDto } from '../http/subject.dto.js';

class ClockDto {
  @ApiProperty({ enum: ['promised', 'statutory', 'step', 'notice', 'delivery'] })
  readonly kind: string;
  @ApiProperty({ required: false })
  readonly step?: string;
  @ApiProperty({ enum: ['running', 'paused', 'stopped', 'no-limit', 'not-computable'] })
  readonly state: string;
  @ApiProperty(NULLABLE_TIME)
  readonly startedAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly dueAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly finishedAt: string | null;
  @ApiProperty({ type: Boolean, nullable: true })
  readonly overdue: boolean | null;
  @ApiProperty({ ...NULLABLE, example: '10+5 workingDay' })
  readonly limit: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: '至应办时刻的办公分钟数，已过为负 minutes of office hours to the due instant, negative when past',
  })
  readonly remaining: number | null;
}

class LedgerDayDto {
  @ApiProperty({ format: 'date' })
  readonly date: string;
  @ApiProperty()
  readonly counted: boolean;
  @ApiProperty({ required: false, description: '已计入的第几日 running number' })
  readonly n?: number;
  @ApiProperty({ required: false, description: '当日计入的分钟 minutes counted' })
  readonly minutes?: number;
  @ApiProperty()
  readonly reason: string;
  @ApiProperty({ required: false })
  readonly note?: string;
}

class SheetDayDto {
  @ApiProperty({ format: 'date' })
  readonly date: string;
  @ApiProperty()
  readonly working: boolean;
  @ApiProperty({ enum: ['workday', 'make-up', 'weekend', 'holiday'] })
  readonly kind: string;
  @ApiProperty(NULLABLE)
  readonly name: string | null;
}

const MINUTES = { type: Number, nullable: true } as const;

class CaseStepDto {
  @ApiProperty()
  readonly step: string;
  @ApiProperty(NULLABLE_TIME)
  readonly startedAt: string | null;
  @ApiProperty(NULLABLE_TIME)
  readonly completedAt: string | null;
  @ApiProperty(NULLABLE)
  readonly officer: string | null;
  @ApiProperty(NULLABLE)
  readonly outcome: string | null;
  @ApiProperty({ ...MINUTES, description: '等待的办公分钟数 minutes of office hours before its start' })
  readonly waited: number | null;
  @ApiProperty({ ...MINUTES, description: '办理的办公分钟数 minutes of office hours from its start on' })
  readonly handled: number | null;
  @ApiProperty(NULLABLE_TIME)
  readonly dueAt: string | null;
  @ApiProperty({ type: Boolean, nullable: true })
  readonly overdue: boolean | null;
}

class ClockOfSheetDto extends ClockDto {
  @ApiProperty({ enum: ['acceptance', 'receipt', 'deemed-acceptance', 'step', 'decision'] })
  readonly startedBy: string;
  @ApiProperty({ type: [String] })
  readonly basis: string[];
  @ApiProperty({ type: [LedgerDayDto] })
  readonly ledger: LedgerDayDto[];
}

class CaseEventDto {
  @ApiProperty()
  readonly id: string;
  @ApiProperty()
  readonly source: string;
  @ApiProperty({ example: 'approval.case.accepted' })
  readonly type: string;
  @ApiProperty(TIME)
  readonly time: string;
  @ApiProperty(TIME)
  readonly recordedAt: string;
  @ApiProperty(TIME)
  readonly receivedAt: string;
  @ApiProperty()
  readonly late: boolean;
  @ApiProperty({ description: '尚未判定 beyond the case’s own time' })
  readonly waiting: boolean;
  @ApiProperty({
    type: String,
    enum: ['out-of-scope'],
    nullable: true,
    description: '未计入：其信息源无权报送该办件的机构 left out: its feed has no right to the organisation of the case',
  })
  readonly leftOut: string | null;
  @ApiProperty({ type: Object })
  readonly data: object;
}

class TurnedDownDto {
  @ApiProperty({ example: 'too-many-events' })
  readonly reason: string;
  @ApiProperty({ type: 'integer' })
  readonly count: number;
}

class DataFindingDto {
  @ApiProperty({ example: 'F-ACCEPTED-TWICE' })
  readonly code: string;
  @ApiProperty(TIME)
  readonly at: string;
  @ApiProperty()
  readonly zh: string;
  @ApiProperty()
  readonly en: string;
}

/** A case by number, item and organisation. */
export class NumberedCaseDto extends SubjectDto {
  @ApiProperty({ description: '办件编号' })
  readonly caseNo: string;
}

/** Descriptions for OpenAPI; the types are CaseView and ClockSheet. */
export class CaseDto extends NumberedCaseDto {
  @ApiProperty()
  readonly state: string;
  @ApiProperty({ ...NULLABLE_TIME, description: '已判定至 the case’s own time' })
  readonly judgedTo: string | null;
  @ApiProperty({ type: [CaseEventDto] })
  readonly events: CaseEventDto[];
  @ApiProperty({ type: [ClockDto] })
  readonly clocks: ClockDto[];
  @ApiProperty({ type: [CaseStepDto], description: '环节及其等待、办理时间 steps, how long they waited and took' })
  readonly steps: CaseStepDto[];
  @ApiProperty({ type: [CardDto] })
  readonly cards: CardDto[];
  @ApiProperty({ type: [DataFindingDto], nullable: true, description: '部门负责人为 null null for heads' })
  readonly findings: DataFindingDto[] | null;
  @ApiProperty({ type: [TurnedDownDto], description: '隔离区中未处理的本办件事件 its open entries of the quarantine' })
  readonly turnedDown: TurnedDownDto[];
  @ApiProperty({
    type: CaseReviewDto,
    nullable: true,
    description: '审查的发现和无法判断之处；部门负责人为 null what the review found; null for heads',
  })
  readonly review: CaseReviewDto | null;
}

export class ClockSheetDto extends NumberedCaseDto {
  @ApiProperty(NULLABLE_TIME)
  readonly judgedTo: string | null;
  @ApiProperty({ type: Object, description: '事项、日历、规则方案的版本' })
  readonly versions: object;
  @ApiProperty({ ...MINUTES, description: '一个工作日的办公分钟数 minutes of office hours in a working day' })
  readonly workday: number | null;
  @ApiProperty({ type: [SheetDayDto], description: '各日是否工作日 whether each day is a working day' })
  readonly days: SheetDayDto[];
  @ApiProperty({ type: [ClockOfSheetDto] })
  readonly clocks: ClockOfSheetDto[];
}
