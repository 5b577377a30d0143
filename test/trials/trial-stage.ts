import type {
  TrialBrief,
  TrialChange,
  TrialChangePage,
  TrialRequest,
  TrialView,
} from '../../src/console/trials.protocol.js';
import { DEMO_PASSWORD } from '../../src/demo/demo-data.js';
import type { Answered } from '../support/api-client.js';
import { buildServer } from '../support/child.js';
import { decided, FOOD, opened, PLANNING, type WindowEvent } from '../support/events.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { type ConfigCopy, copyConfig, startYearly, type YearlyServer } from '../support/yearly-server.js';
import { at } from '../verify/factory.js';

/** Five working days promised: the limit of W5. */
const FIVE = { item: 'W5-ITEM', org: '210000-sczj' };

/**
 * W3–W5 of the golden cases: the working days of January and February 2020, before and after the notice of 26 January
 * 2020 that lengthened the Spring Festival; each decided between the two due instants.
 */
export const goldenCases = (): WindowEvent[] => [
  ...opened('W3', '2020-01-17 10:00', '2020-01-17 10:00', PLANNING),
  decided('W3', '2020-02-20 10:00'),
  ...opened('W4', '2020-01-20 10:00', '2020-01-20 10:00', PLANNING),
  decided('W4', '2020-02-10 10:00'),
  ...opened('W5', '2020-01-22 10:00', '2020-01-22 10:00', FIVE),
  decided('W5', '2020-02-05 10:00'),
  // Whatever the calendar says, this one was late.
  ...opened('LATE', '2020-01-20 10:00', '2020-01-20 10:00', FOOD),
  decided('LATE', '2020-03-20 10:00'),
];

const NOTICE = `  - number: 国办发明电〔2020〕1号
    title: 国务院办公厅关于延长2020年春节假期的通知
    published: 2020-01-26
    holidays:
      - name: 春节
        off: ['2020-01-31..2020-02-02']
`;
/** The notice as a draft. */
export const LONGER_FESTIVAL = Object.fromEntries(
  ['2020-01-31', '2020-02-01', '2020-02-02'].map((day) => [
    day,
    { off: true, name: '春节', notice: '国办发明电〔2020〕1号' },
  ]),
);

export const DAY_OF_TRIAL = at('2020-06-01 10:00');
export const PERIOD = { from: '2020-01-01', to: '2020-03-01' };

/** A database whose cases were judged by the calendar of before the notice. */
export class TrialStage {
  server!: YearlyServer;

  private constructor(
    private readonly database: TestDatabase,
    private readonly config: ConfigCopy,
  ) {}

  static async open(): Promise<TrialStage> {
    buildServer();
    const stage = new TrialStage(await createTestDatabase(), await copyConfig());
    await stage.config.replace('calendars/cn/2020.yaml', NOTICE, '');
    await stage.start();
    const limits = { promised: { amount: 5, unit: 'workingDay' }, statutory: { amount: 20, unit: 'workingDay' } };
    await stage.send('PUT', '/api/v1/items/W5-ITEM', 'admin', {
      name: 'W5',
      org: FIVE.org,
      kind: 'promised',
      ...limits,
    });
    await stage.server.post(goldenCases());
    return stage;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  async start(): Promise<void> {
    this.server = await startYearly(this.database.url, this.config.dir, DAY_OF_TRIAL);
  }

  /** The notice comes into force, long after the cards. */
  async restartRevised(): Promise<void> {
    await this.server.stop();
    await this.config.replace('calendars/cn/2020.yaml', '  # 02-01 was a make-up', `${NOTICE}  # 02-01 was a make-up`);
    await this.start();
  }

  async send<T>(method: string, path: string, username = 'inspector', body?: unknown): Promise<Answered<T>> {
    return this.server.ask<T>(path, { method, token: await this.server.login(username), body });
  }

  /** With the mark of its encoding. */
  async download(path: string): Promise<string> {
    const authorization = `Bearer ${await this.server.login('inspector')}`;
    const answer = await fetch(this.server.url + path, { headers: { authorization } });
    return Buffer.from(await answer.arrayBuffer()).toString();
  }

  ask(request: Partial<TrialRequest>, username = 'inspector'): Promise<Answered<TrialBrief>> {
    return this.send('POST', '/api/v1/trials', username, { ...PERIOD, ...request });
  }

  /** Once it is over. */
  async over(id: number, username = 'inspector'): Promise<TrialView> {
    for (;;) {
      const { body } = await this.send<TrialView>('GET', `/api/v1/trials/${id}`, username);
      if (body.state !== 'queued' && body.state !== 'running') return body;
      await new Promise((done) => setTimeout(done, 25));
    }
  }

  async tried(request: Partial<TrialRequest>, username = 'inspector'): Promise<TrialView> {
    const { status, body } = await this.ask(request, username);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return this.over(body.id, username);
  }

  async changes(id: number, query = '', username = 'inspector'): Promise<TrialChange[]> {
    const path = `/api/v1/trials/${id}/changes?limit=500&${query}`;
    return (await this.send<TrialChangePage>('GET', path, username)).body.items;
  }

  /** An account that sees one organisation, or a prefix; its password is that of the demo. */
  async addAccount(username: string, org: string): Promise<void> {
    await this.server.query(
      `INSERT INTO account (username, name, role, org, password_hash, demo)
       SELECT '${username}', '${username}', 'inspector', '${org}', password_hash, true FROM account WHERE username = 'inspector'`,
    );
    await this.server.login(username);
  }

  /** Rows and hash of everything that a trial must not touch. */
  async untouched(): Promise<unknown[]> {
    const tables = ['case_file', 'card', 'card_evidence', 'change', 'event', 'standard', 'item_version'];
    const one = (table: string): string =>
      `SELECT '${table}' AS name, count(*)::int AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM ${table} t`;
    return this.server.query(tables.map(one).join(' UNION ALL '));
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
    await this.config.remove();
  }
}

export const PASSWORD = DEMO_PASSWORD;
