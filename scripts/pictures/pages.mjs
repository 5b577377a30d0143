/**
 * What is pictured: every page of the console, and the states that it can be in.
 * @typedef {object} Picture
 * @property {string} name
 * @property {string | ((examples: Examples) => string)} path
 * @property {string | null} [as] account; null: nobody has signed in
 * @property {'failed' | 'waiting' | 'denied'} [answers] how the server answers what the page asks for; unset: as it does
 * @property {boolean} [firstTime] the account has not seen the tour
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [act] what is done before the picture is taken
 *
 * @typedef {object} Examples
 * @property {string} card id of a red card of a limit in working days
 * @property {string} caseNo its case
 * @property {string} lastMonth yyyy-mm
 */

const press = (key) => (page) => page.keyboard.press(key);
const click = (testid) => (page) => page.getByTestId(testid).first().click();
const inTurn =
  (...acts) =>
  async (page) => {
    for (const act of acts) await act(page);
  };
const wait = (testid) => (page) => page.getByTestId(testid).first().waitFor();

/** Each as it is once its `row` has come, and in its other states: nothing comes, not yet, or it may not be seen. */
const withStates = (name, path, row, ...denied) => [
  { name, path, act: wait(row) },
  { name: `${name}-failed`, path, answers: 'failed' },
  { name: `${name}-waiting`, path, answers: 'waiting' },
  ...denied.map((answers) => ({ name: `${name}-${answers}`, path, answers })),
];

const wrongPassword = async (page) => {
  await page.getByTestId('sign-in-username').fill('inspector');
  await page.getByTestId('sign-in-password').fill('wrong');
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('sign-in-fault').filter({ hasText: /\S/ }).waitFor();
};

const tourStep = (step) => ({
  name: `tour-${step}`,
  path: '/live',
  firstTime: true,
  act: inTurn(click('tour-start'), ...Array.from({ length: step - 1 }, () => click('tour-next')), (page) =>
    page.locator('[data-testid=tour-panel][data-state=found]').waitFor(),
  ),
});

/** @type {readonly Picture[]} */
export const PICTURES = [
  { name: 'sign-in', path: '/sign-in', as: null },
  { name: 'sign-in-wrong', path: '/sign-in', as: null, act: wrongPassword },
  { name: 'tour-offer', path: '/live', firstTime: true, act: wait('tour-offer') },
  ...[1, 2, 3, 4, 5].map(tourStep),
  { name: 'help', path: '/live', act: click('help') },
  ...withStates('live', '/live', 'live-row'),
  { name: 'live-red', path: '/live?level=red' },
  { name: 'live-paused', path: '/live', act: press('p') },
  { name: 'live-card', path: ({ card }) => `/live/${card}`, act: inTurn(wait('live-row'), wait('card-no')) },
  { name: 'live-card-missing', path: '/live/999999' },
  { name: 'live-head', path: '/live', as: 'head' },
  ...withStates('cards', '/cards', 'live-row', 'denied'),
  { name: 'cards-none', path: '/cards?case=NO-SUCH-CASE' },
  ...withStates('findings', '/findings', 'finding-row', 'denied'),
  {
    name: 'findings-finding',
    path: '/findings',
    act: inTurn(wait('finding-row'), press('j'), press('Enter'), wait('finding-sentence')),
  },
  { name: 'findings-hints', path: '/findings/hints', act: wait('finding-row') },
  { name: 'findings-decided', path: '/findings/decided' },
  { name: 'findings-unjudged', path: '/findings/unjudged', act: wait('unjudged-row') },
  { name: 'findings-head', path: '/findings', as: 'head' },
  ...withStates('card-print', ({ card }) => `/cards/${card}/print`, 'card-paper'),
  ...withStates('rules', '/rules', 'rule-row'),
  ...withStates('rule', '/rules/N-RECEIPT-MISSING', 'rule-months-table'),
  ...withStates('cases', '/cases', 'case-row', 'denied'),
  { name: 'cases-late', path: '/cases?overdue=true' },
  { name: 'cases-none', path: '/cases?q=NO-SUCH-CASE' },
  ...withStates('case', ({ caseNo }) => `/cases/${caseNo}`, 'case-head'),
  { name: 'case-missing', path: '/cases/NO-SUCH-CASE' },
  ...withStates('clock-sheet', ({ caseNo }) => `/cases/${caseNo}/clock-sheet`, 'sheet-paper'),
  ...withStates('month', '/month', 'month-summary', 'denied'),
  { name: 'month-last', path: ({ lastMonth }) => `/month?month=${lastMonth}`, act: wait('month-summary') },
  { name: 'month-by-org', path: '/month?by=org' },
  { name: 'month-by-item', path: '/month?by=item' },
  { name: 'month-city', path: '/month?region=210100' },
  { name: 'month-none', path: '/month?month=2025-01' },
  ...withStates('bulletins', '/bulletins', 'bulletin-row', 'denied'),
  ...withStates('bulletin', ({ lastMonth }) => `/bulletins/${lastMonth}`, 'bulletin-sheet', 'denied'),
  {
    name: 'bulletin-text',
    path: ({ lastMonth }) => `/bulletins/${lastMonth}`,
    act: inTurn(wait('bulletin-sheet'), click('bulletin-view-text')),
  },
  {
    name: 'bulletin-to-issue',
    path: ({ lastMonth }) => `/bulletins/${lastMonth}`,
    as: 'province',
    act: wait('bulletin-sheet'),
  },
  { name: 'bulletin-not-over', path: '/bulletins/2026-10', as: 'province', act: wait('bulletin-sheet') },
  ...withStates('overview', '/overview', 'city', 'denied'),
  ...withStates('sources', '/sources', 'source-row'),
  { name: 'sources-denied', path: '/sources', as: 'head' },
  { name: 'sources-health', path: '/sources', act: click('feed-health') },
  ...withStates('quarantine', '/sources/quarantine', 'quarantine-row'),
  { name: 'quarantine-entry', path: '/sources/quarantine', as: 'admin', act: click('quarantine-row') },
];

/** Those of the README: picture, language and width. */
export const README_PICTURES = [
  ['live-card', 'zh'],
  ['live-card', 'en'],
  ['case', 'zh'],
  ['overview', 'zh'],
  ['month-last', 'zh'],
  ['bulletin', 'zh'],
];
