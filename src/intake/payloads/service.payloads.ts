import { FOLLOW_UPS } from '../../domain/event.js';
import { Flag, OneOf, Optional, Text, Whole, Yuan } from './members.js';

export class LicenceDelivered {
  @Optional() @Text(100) method?: string;
}

export class FeeCharged {
  @Text(100) feeItem: string;
  @Yuan() amount: string;
  @Optional() @Yuan() receivable?: string;
}

/** 好差评: 1 very satisfied … 5 very dissatisfied. */
export class RatingGiven {
  @Whole(1, 5) level: number;
  @Optional() @Flag() active?: boolean;
  @Optional() @Text(4000, 0) comment?: string;
}

export class RatingFollowedUp {
  @OneOf(FOLLOW_UPS) action: string;
}

/** One shape for the five events of a complaint's life. */
export class Complaint {
  @Text(100) complaintNo: string;
  @Optional() @Text(1000, 0) about?: string;
  @Optional() @Text(4000, 0) text?: string;
}

export class VisitMade {
  @Optional() @Text(64) window?: string;
}
