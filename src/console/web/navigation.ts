/** The pages of the app bar in order; `title` is a key of the messages. */
export const NAVIGATION = [
  { path: '/live', title: 'live.title' },
  { path: '/cases', title: 'cases.title' },
  { path: '/month', title: 'month.title' },
  { path: '/bulletins', title: 'bulletin.title' },
  { path: '/overview', title: 'overview.title' },
  { path: '/sources', title: 'sourcesPage.title' },
] as const;
