/** Roles that may look at the sources and their turned-down events; the others are not led there. */
const WATCHERS: readonly string[] = ['inspector', 'province', 'admin'];
export const mayWatchSources = (role: string): boolean => WATCHERS.includes(role);
/** Roles that see what rules have found before a person has decided it. */
export const mayReview = (role: string): boolean => WATCHERS.includes(role);
/** Roles that confirm or dismiss it. The server decides again at each request. */
export const mayDecide = (role: string): boolean => role === 'inspector' || role === 'province';

/** The pages of the app bar in order; `title` is a key of the messages. */
const NAVIGATION = [
  { path: '/live', title: 'live.title' },
  { path: '/cases', title: 'cases.title' },
  { path: '/month', title: 'month.title' },
  { path: '/bulletins', title: 'bulletin.title' },
  { path: '/overview', title: 'overview.title' },
  { path: '/sources', title: 'sourcesPage.title', may: mayWatchSources },
] as const satisfies readonly { path: string; title: string; may?: (role: string) => boolean }[];

/** Those that an account of a role may see. */
export const pagesFor = (role: string) => NAVIGATION.filter((page) => !('may' in page) || page.may(role));
