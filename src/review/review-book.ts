import { Injectable } from '@nestjs/common';
import { RULE_BOOK } from '../domain/review/rule-book.js';
import type { ReviewRule, RuleCategory } from '../domain/review/rule.js';

/** The rules that a review asks. */
@Injectable()
export class ReviewBook {
  readonly rules: readonly ReviewRule[] = RULE_BOOK;

  byCode(code: string): ReviewRule | undefined {
    return this.rules.find((rule) => rule.code === code);
  }

  categoryOf(code: string): RuleCategory | null {
    return this.byCode(code)?.category ?? null;
  }
}
