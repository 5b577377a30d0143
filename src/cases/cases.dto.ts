import { ApiProperty } from '@nestjs/swagger';
import { CardDto, SubjectDto } from '../cards/cards.dto.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';

class ClockDto {
  @ApiProperty({ enum: ['promised', 'statutory', 'step', 'notice'] })
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

class ClockOfSheetDto extends ClockDto {
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
  @ApiProperty({ type: Object })
  readonly data: object;
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

/** Descriptions for OpenAPI; the types are CaseView and ClockSheet. */
export class CaseDto extends SubjectDto {
  @ApiProperty()
  readonly caseNo: string;
  @ApiProperty()
  readonly state: string;
  @ApiProperty({ ...NULLABLE_TIME, description: '已判定至 the case’s own time' })
  readonly judgedTo: string | null;
  @ApiProperty({ type: [CaseEventDto] })
  readonly events: CaseEventDto[];
  @ApiProperty({ type: [ClockDto] })
  readonly clocks: ClockDto[];
  @ApiProperty({ type: [CardDto] })
  readonly cards: CardDto[];
  @ApiProperty({ type: [DataFindingDto] })
  readonly findings: DataFindingDto[];
}

export class ClockSheetDto {
  @ApiProperty()
  readonly caseNo: string;
  @ApiProperty(NULLABLE_TIME)
  readonly judgedTo: string | null;
  @ApiProperty({ type: Object, description: '事项、日历、规则方案的版本' })
  readonly versions: object;
  @ApiProperty({ type: [ClockOfSheetDto] })
  readonly clocks: ClockOfSheetDto[];
}
