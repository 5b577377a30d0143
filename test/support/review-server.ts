import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication } from '../../src/app/application.js';
import { layFoundation } from '../../src/app/foundation.js';
import { CatalogueService } from '../../src/catalogue/catalogue.service.js';
import { DEMO_PASSWORD } from '../../src/demo/demo-data.js';
import type { ActRule, ReviewRule, WaitRule } from '../../src/domain/review/rule.js';
import { found } from '../../src/domain/review/rule.js';
import { ReviewBook } from '../../src/review/review-book.js';
import { loadSettings } from '../../src/settings/settings.js';
import type { VerifyReport } from '../../src/verify/report.js';
import { ApiClient } from './api-client.js';
import { settingOf } from './review.js';
import { CONFIG, startServer, type TestServer } from './server.js';

const words = (zh: string, en: string) => ({ zh, en });
const head = {
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  basis: ['《行政许可法》'],
  needs: [],
  shows: words('示', 'shows'),
  params: {},
} as const;

/** A fee before the acceptance: what falls when an earlier acceptance is reported. */
export const feeEarly: ActRule = {
  ...head,
  code: 'X-FEE-EARLY',
  category: 'fee',
  name: words('受理前收费', 'Charged before acceptance'),
  description: words('受理前收费', 'Charged before acceptance'),
  on: ['fee.charged'],
  examine: (act, seen) =>
    seen.first('case.accepted')
      ? []
      : found({
          subject: act.data.feeItem,
          expected: words('受理后收费', 'charged after acceptance'),
          observed: words(`收费 ${act.data.amount} 元`, `${act.data.amount} yuan charged`),
        }),
};

/** A decision without a document number; says how many events it was judged on. */
export const documentMissing: ActRule = {
  ...head,
  code: 'X-DOCUMENT',
  category: 'content',
  name: words('无文号', 'No document number'),
  description: words('无文号', 'No document number'),
  on: ['case.decided'],
  examine: (act, seen) => {
    if (act.data.outcome === undefined) return [{ missing: 'case.decided.outcome' }];
    if (act.data.documentNo !== undefined) return [];
    return found({
      expected: words('有文号', 'a document number'),
      observed: words(`无文号，事件 ${seen.events.length}`, `no document number, ${seen.events.length} events`),
    });
  },
};

/** A visit cannot be judged; a second one is a place to look at. */
export const visits: ActRule = {
  ...head,
  code: 'X-VISITS',
  level: 'reminder',
  mode: 'hint',
  name: words('多次到窗口', 'More visits'),
  description: words('多次到窗口', 'More visits'),
  on: ['visit.made'],
  examine: (act, seen) =>
    seen.before(act).some(({ type }) => type === 'visit.made')
      ? found({ expected: words('一次', 'one visit'), observed: words('再次', 'another visit') })
      : seen.item
        ? []
        : [{ missing: 'item.maxVisits' }],
};

/** A delivery within a day by the wall clock. */
export const deliveryLate: WaitRule = {
  ...head,
  code: 'X-DELIVERY',
  category: 'time',
  level: 'red',
  name: words('送达迟', 'Delivered late'),
  description: words('送达迟', 'Delivered late'),
  waits: (seen) =>
    seen.all('case.decided').map((from) => ({
      from,
      dueAt: from.at + 86_400_000,
      doneBy: seen.first('licence.delivered'),
      expected: words('一日内送达', 'delivered within a day'),
      observed: words('未送达', 'not delivered'),
    })),
};

export const TEST_RULES: readonly ReviewRule[] = [feeEarly, documentMissing, visits, deliveryLate];

/** Puts these rules in the place of the rule book, and into the profile by which every case is judged. */
export function useRules(app: NestExpressApplication, rules: readonly ReviewRule[] = TEST_RULES): void {
  Object.assign(app.get(ReviewBook), { rules });
  const catalogue = app.get(CatalogueService);
  const frozen = catalogue.standards.bind(catalogue);
  const book = Object.fromEntries(rules.map((rule) => [rule.code, settingOf(rule)]));
  catalogue.standards = (refs) => {
    const standards = frozen(refs);
    return { ...standards, profile: { ...standards.profile, book } };
  };
}

/** The whole application with the demonstration and rules of these tests. */
export async function startReviewServer(rules: readonly ReviewRule[] = TEST_RULES): Promise<TestServer> {
  const server = await startServer();
  useRules(server.app, rules);
  return server;
}

/** A further process on the database of another server. */
export async function startBeside(
  { databaseUrl }: TestServer,
  rules: readonly ReviewRule[] = TEST_RULES,
): Promise<ApiClient & { readonly app: NestExpressApplication; stop(): Promise<void> }> {
  const settings = loadSettings({ LIANGPAI_DEMO: 'on', LIANGPAI_SIMULATOR: 'off' });
  const foundation = await layFoundation(settings, databaseUrl, CONFIG);
  const app = await createApplication(foundation);
  await app.listen(0, '127.0.0.1');
  useRules(app, rules);
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
  const stop = async (): Promise<void> => {
    await app.close();
    await foundation.close();
  };
  return Object.assign(new ApiClient(`http://127.0.0.1:${port}`, DEMO_PASSWORD), { app, stop });
}

/** Differences that the second evaluator finds in cards; it knows the rule book only, not the rules of these tests. */
export const cardFaults = ({ missing, extra, different, couldNotCheck }: VerifyReport): unknown[] => [
  ...[...missing, ...extra, ...different].filter(({ of }) => of === undefined),
  ...couldNotCheck,
];

/** Resolves when every case that was judged up to now has been reviewed. */
export async function reviewed({ query }: Pick<TestServer, 'query'>): Promise<void> {
  for (;;) {
    const [row] = await query<{ n: number }>('SELECT count(*)::int AS n FROM review_mark');
    if (row?.n === 0) return;
    await new Promise((done) => setTimeout(done, 25));
  }
}
