/** Roles that may look at the sources and their turned-down events; the others are not led there. */
const WATCHERS: readonly string[] = ['inspector', 'province', 'admin'];
export const mayWatchSources = (role: string): boolean => WATCHERS.includes(role);
/** Roles that see what rules have found before a person has decided it. */
export const mayReview = (role: string): boolean => WATCHERS.includes(role);
/** Roles that confirm or dismiss it. The server decides again at each request. */
export const mayDecide = (role: string): boolean => role === 'inspector' || role === 'province';

interface Page {
  readonly path: string;
  /** Key of the messages. */
  readonly title: string;
  readonly may?: (role: string) => boolean;
}

/** Pages behind one entry of the bar. */
interface PageGroup {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** The app bar in order. */
const NAVIGATION: readonly (Page | PageGroup)[] = [
  { path: '/live', title: 'live.title' },
  { path: '/findings', title: 'findings.nav', may: mayReview },
  { path: '/cases', title: 'cases.title' },
  { path: '/month', title: 'month.title' },
  { path: '/bulletins', title: 'bulletin.title' },
  { path: '/overview', title: 'overview.title' },
  {
    title: 'rules.nav',
    pages: [
      { path: '/self-test', title: 'selfTest.title', may: mayReview },
    ],
  },
  { path: '/sources', title: 'sourcesPage.title', may: mayWatchSources },
];

const isGroup = (entry: Page | PageGroup): entry is PageGroup => 'pages' in entry;
const isFor =
  (role: string) =>
  ({ may }: Page): boolean =>
    may?.(role) ?? true;

/** What the bar shows an account of a role; a group of one page is that page. */
export const navigationFor = (role: string): readonly (Page | PageGroup)[] =>
  NAVIGATION.flatMap((entry): (Page | PageGroup)[] => {
    const pages = (isGroup(entry) ? entry.pages : [entry]).filter(isFor(role));
    return isGroup(entry) && pages.length > 1 ? [{ ...entry, pages }] : [...pages];
  });

/** Every page that an account of a role may see. */
export const pagesFor = (role: string): readonly Page[] =>
  NAVIGATION.flatMap((entry) => (isGroup(entry) ? entry.pages : [entry])).filter(isFor(role));
