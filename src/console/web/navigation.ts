/** Roles that may look at the sources and their turned-down events; the others are not led there. */
const WATCHERS: readonly string[] = ['inspector', 'province', 'admin'];
export const mayWatchSources = (role: string): boolean => WATCHERS.includes(role);
/** Roles that see what rules have found before a person has decided it. */
export const mayReview = (role: string): boolean => WATCHERS.includes(role);
/** Roles that draft and check changes of the catalogue; everybody reads it. */
export const mayChangeCatalogue = (role: string): boolean => role === 'admin' || role === 'province';
/** Roles that confirm or dismiss it. The server decides again at each request. */
export const mayDecide = (role: string): boolean => role === 'inspector' || role === 'province';

interface Page {
  readonly path: string;
  /** Key of the messages. */
  readonly title: string;
  readonly may?: (role: string) => boolean;
}

/** Pages that share an entry of the bar, and tabs below it. */
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
      { path: '/rules', title: 'rules.title' },
      { path: '/catalogue', title: 'catalogue.title' },
      { path: '/trials', title: 'trials.title', may: mayReview },
      { path: '/self-test', title: 'selfTest.title', may: mayReview },
    ],
  },
  { path: '/sources', title: 'sourcesPage.title', may: mayWatchSources },
];

const pagesOf = (entry: Page | PageGroup): readonly Page[] => ('pages' in entry ? entry.pages : [entry]);
const isFor =
  (role: string) =>
  ({ may }: Page): boolean =>
    may?.(role) ?? true;

/** Whether an address is that of a page or of something below it. */
export const isWithin = (page: string, path: string): boolean => path === page || path.startsWith(`${page}/`);

interface BarEntry {
  readonly title: string;
  readonly pages: readonly [Page, ...Page[]];
}

/** What the bar shows an account of a role: each entry leads to the first of its pages. */
export const navigationFor = (role: string): readonly BarEntry[] =>
  NAVIGATION.flatMap((entry): BarEntry[] => {
    const [first, ...others] = pagesOf(entry).filter(isFor(role));
    return first ? [{ title: entry.title, pages: [first, ...others] }] : [];
  });

/** Every page that an account of a role may see. */
export const pagesFor = (role: string): readonly Page[] => navigationFor(role).flatMap(({ pages }) => pages);

/** The pages that belong together with the one at an address; none where it stands alone. */
export function tabsFor(role: string, path: string): readonly Page[] {
  const pages = navigationFor(role).find((entry) => entry.pages.some((page) => isWithin(page.path, path)))?.pages ?? [];
  return pages.length > 1 ? pages : [];
}
