import type { ReviewRule } from '../../review/rule.js';
import { complaintAccept, complaintAnswer } from './complaint.rules.js';
import { ratingContact, ratingRectify } from './rating.rules.js';

export const SERVICE_RULES: readonly ReviewRule[] = [ratingContact, ratingRectify, complaintAccept, complaintAnswer];
