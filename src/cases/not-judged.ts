import { HttpException } from '@nestjs/common';
import type { ProblemBody } from '../http/problem.js';

/** Body of the 409 about a case that cannot be judged: it has no clocks to show. */
export interface NotJudgedBody extends ProblemBody {
  readonly caseNo: string;
  readonly state: 'could-not-judge';
}

/** @param missing the standards, as `code@version`, that the case keeps and the database does not hold */
export function notJudged(caseNo: string, missing: readonly string[] = []): HttpException {
  const [zh, en] =
    missing.length > 0
      ? [
          `所用标准不在库中：${missing.join('、')}；不得以其他标准代替`,
          `its standards are missing: ${missing.join(', ')}`,
        ]
      : ['事件或标准有误，详见隔离区和日志', 'its events or standards are at fault, see the quarantine and the log'];
  const message = {
    zh: `无法研判此办件，时限不予显示：${zh}`,
    en: `the case cannot be judged and has no clocks to show: ${en}`,
  };
  const body: NotJudgedBody = { statusCode: 409, code: 'could-not-judge', message, caseNo, state: 'could-not-judge' };
  return new HttpException(body, 409);
}
