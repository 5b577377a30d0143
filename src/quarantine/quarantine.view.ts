import { ApiProperty } from '@nestjs/swagger';
import { rfc3339 } from '../domain/instant.js';
import { NULLABLE, NULLABLE_TIME, TIME } from '../http/api-shapes.js';
import type { QuarantineRow } from './quarantine.repository.js';
import { readResolution, type Resolution } from './resolution.js';

/** How a turned-down event was resolved. */
export class ResolutionView implements Resolution {
  @ApiProperty({ enum: ['resubmitted', 'dismissed'] })
  readonly action: Resolution['action'];
  @ApiProperty({ description: '用户名 user name' })
  readonly by: string;
  @ApiProperty({ ...NULLABLE, description: '不予处理的理由 why it was dismissed' })
  readonly reason: string | null;
}

/** A turned-down event in a list. */
export class QuarantineView {
  @ApiProperty()
  readonly id: string;
  @ApiProperty({ ...NULLABLE, description: '信息源 name of the feed that sent it' })
  readonly feed: string | null;
  @ApiProperty(NULLABLE)
  readonly source: string | null;
  @ApiProperty(NULLABLE)
  readonly eventId: string | null;
  @ApiProperty({ ...NULLABLE, description: '办件编号' })
  readonly caseNo: string | null;
  @ApiProperty({ example: 'unknown-member' })
  readonly reason: string;
  @ApiProperty({ ...NULLABLE, example: 'data.orgg' })
  readonly member: string | null;
  @ApiProperty()
  readonly detail: string;
  @ApiProperty(TIME)
  readonly receivedAt: string;
  @ApiProperty(NULLABLE_TIME)
  readonly resolvedAt: string | null;
  @ApiProperty({ ...NULLABLE, example: 'resubmitted by admin' })
  readonly resolution: string | null;
  @ApiProperty({ type: ResolutionView, nullable: true, description: '同样的内容，分项给出 the same, member by member' })
  readonly resolved: ResolutionView | null;
}

/** One of them with its content. */
export class QuarantineEntryView extends QuarantineView {
  @ApiProperty({ description: '收到的内容，个人信息已遮盖，至多 64 KiB as received, the applicant masked' })
  readonly body: string;
}

export class QuarantinePageView {
  @ApiProperty({ type: [QuarantineView] })
  readonly items: readonly QuarantineView[];
  @ApiProperty(NULLABLE)
  readonly nextCursor: string | null;
  @ApiProperty({ description: '符合条件的总数 entries that match, on all pages' })
  readonly total: number;
}

export class ResubmitRequest {
  @ApiProperty({
    type: Object,
    required: false,
    description: '更正后的 CloudEvent；不填则用留存的内容 the corrected event',
  })
  readonly event?: Record<string, unknown>;
}

export class ResubmittedView extends QuarantineEntryView {
  @ApiProperty({ enum: ['accepted', 'duplicate'] })
  readonly verdict: 'accepted' | 'duplicate';
}

export class DismissRequest {
  @ApiProperty({ maxLength: 500 })
  readonly reason: string;
}

export const quarantineView = (row: QuarantineRow): QuarantineView => ({
  id: row.id,
  feed: row.feedName,
  source: row.source,
  eventId: row.eventId,
  caseNo: row.caseNo,
  reason: row.reason,
  member: row.member,
  detail: row.detail,
  receivedAt: rfc3339(row.receivedAt),
  resolvedAt: row.resolvedAt === null ? null : rfc3339(row.resolvedAt),
  resolution: row.resolution,
  resolved: (row.resolution === null ? undefined : readResolution(row.resolution)) ?? null,
});

export const quarantineEntryView = (row: QuarantineRow): QuarantineEntryView => ({
  ...quarantineView(row),
  body: row.body,
});
