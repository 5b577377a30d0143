import { DEMO_ACCOUNTS, DEMO_FEEDS, DEMO_PASSWORD } from '../demo/demo-data.js';
import type { WorkingCalendar } from '../domain/calendar.js';
import { addMonths, type Day, dayFromIso, dayOf, type Instant, isoOfDay, weekdayOf } from '../domain/instant.js';
import type { Settings } from '../settings/settings.js';

export interface Start {
  readonly settings: Pick<Settings, 'demo' | 'simulator' | 'production'>;
  /** Where a person on this machine opens the console. */
  readonly url: string;
  /** Address and port, when others than this machine are listened to. */
  readonly listening: string | undefined;
  readonly hasAccounts: boolean;
  /** Has the simulator a past to report first, as at the first start? */
  readonly loadsHistory: boolean;
  readonly now: Instant;
  /** By which working days are counted. */
  readonly calendar: Pick<WorkingCalendar, 'rollForward'>;
}

/** 商品房预售许可: 5 and 10 working days, over within a month whatever its holidays. */
const TRIED_ITEM = { item: '11210000MBD000014G2000914002000', org: '210000-zjt' };

/** What the person who has started the server reads after the line `ready …`: where to go from here. */
export function startMessage(start: Start): string {
  const lines = start.settings.demo ? demoLines(start) : plainLines(start);
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`;
}

function plainLines({ settings: { production }, url, listening, hasAccounts }: Start): string[] {
  return [
    ...(production ? [] : [`打开 open        ${url}`]),
    ...(listening ? [`监听 listening   ${listening}`] : []),
    `健康 health      ${url}/health/ready`,
    `接口 API         ${url}/api/docs`,
    ...(hasAccounts
      ? []
      : [
          '',
          '还没有账号，先建一个；密码从标准输入读取 No account yet: add one, its password comes from standard input',
          'npm run -s liangpai -- account add <username> --role admin < password.txt',
        ]),
  ];
}

function demoLines(start: Start): string[] {
  const { url, listening } = start;
  const { simulator } = start.settings;
  const tried = triedEvent(start);
  const event = [
    '报一个事件：粘贴下面三行，它的预警、黄牌和红牌即刻亮出。 Send one event, and its three cards appear:',
    `curl -sS ${url}/api/v1/events -H 'Authorization: Bearer ${DEMO_FEEDS[0]!.token}' \\`,
    `  -H 'Content-Type: application/cloudevents+json' -d \\`,
    `  '${JSON.stringify(tried)}'`,
    `${url}/cases/${tried.subject}`,
  ];
  const card = [
    '点一张红牌，旁边就是条文和逐日计算。 Open a red card: the article and every counted day stand beside it:',
    `${url}/live?level=red`,
  ];
  const figures = tried.time.slice(0, 7);
  const month = [
    '一个月的数字，和据此成文的通报（province 可以印发）。 A month in figures, and the bulletin made of them:',
    `${url}/month?month=${figures}`,
    `${url}/bulletins/${figures}`,
  ];
  // Without the simulator there is nothing but the event.
  const three = simulator ? [card, event, month] : [event, card, month];
  return [
    '亮牌 Liangpai · 演示数据 demonstration data',
    ...(simulator ? [start.loadsHistory ? LOADING : GOING_ON] : []),
    '',
    `打开 open        ${url}`,
    ...(listening ? [`监听 listening   ${listening}`] : []),
    `账号 accounts    ${DEMO_ACCOUNTS.map(({ username }) => username).join(' · ')}`,
    `密码 password    ${DEMO_PASSWORD}`,
    `接口 API         ${url}/api/docs`,
    '',
    '三件可试的事 Three things to try',
    ...three.flatMap(([title, ...lines], i) => ['', `${i + 1}  ${title}`, ...lines.map((line) => `   ${line}`)]),
  ];
}

const LOADING = '正在载入历史数据，几秒后转为实时报送 Loading the history; live events follow within seconds';
const GOING_ON = '历史数据已载入，实时报送继续 The history is there, live events go on';

/**
 * Accepted at the beginning of last month, where the history of the simulator begins, too, and not decided: one event that
 * breaks every limit. The same on the same day, so a repeat is known.
 */
function triedEvent({ now, calendar }: Start) {
  const today = dayOf(now);
  const subject = `TRY-${isoOfDay(today).replaceAll('-', '')}`;
  const month = addMonths(dayFromIso(`${isoOfDay(today).slice(0, 7)}-01`), -1);
  return {
    specversion: '1.0',
    source: 'try',
    id: subject,
    type: 'approval.case.accepted',
    subject,
    time: `${isoOfDay(firstWorkingDay(month, calendar))}T09:30:00+08:00`,
    data: TRIED_ITEM,
  };
}

/** Where no calendar has been published, no weekend at least. */
function firstWorkingDay(from: Day, calendar: Start['calendar']): Day {
  const published = calendar.rollForward(from);
  if (published !== undefined) return published;
  const weekday = weekdayOf(from);
  return weekday === 6 ? from + 2 : weekday === 0 ? from + 1 : from;
}
