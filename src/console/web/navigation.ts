/** Roles that may look at the sources and their turned-down events; the others are not led there. */
const WATCHERS: readonly string[] = ['inspector', 'province', 'admin'];
export const mayWatchSources = (role: string): boolean => WATCHERS.includes(role);

/** The pages of the app bar in order; `title` is a key of the messages. */
const NAVIGATION = [
  { path: '/live', title: 'live.title' },
  { path: '/cases', title: 'cases.title' },
  { path: '/month', title: 'month.title' },
  { path: '/bulletins', title: 'bulletin.title' },
  { path: '/overview', title: 'overview.title' },
  { path: '/sources', title: 'sourcesPage.title' },
] as const;

/** Those that an account of a role may see. */
export const pagesFor = (role: string) => NAVIGATION.filter(({ path }) => path !== '/sources' || mayWatchSources(role));
