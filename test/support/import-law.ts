import type { Import, SourceFile, SourceFiles } from './source-files.js';

/** What stands against the law and may stay, each with its reason. `from` and `to` are files, or folders with a `/`. */
export interface Exception {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface Fault {
  readonly from: string;
  readonly to: string;
}

export const folderOf = (path: string): string =>
  path.startsWith('console/web/')
    ? 'console/web'
    : path.startsWith('database/migrations/')
      ? 'migrations'
      : (path.split('/')[0] ?? '');

const within = (path: string, place: string): boolean =>
  path === place || (place.endsWith('/') && path.startsWith(place));
const isAny = (path: string, places: readonly string[]): boolean => places.some((place) => within(path, place));

/** What every feature may stand on. */
const FOUNDATION = ['domain/', 'http/', 'settings/', 'time/', 'database/'];
/** Files that a folder opens to the others besides its modules, services and types. */
export const DOORS: Readonly<Record<string, string>> = {
  'identity/access.decorator.ts': 'every controller declares who may call it',
  'identity/fair-share.ts': 'controllers of costly answers give each account its share',
  'identity/account.ts': 'roles and the type of an account',
  'identity/token.ts': 'source tokens and session tokens are made and hashed alike',
  'catalogue/kinds/yaml-node.ts': 'files of configuration that name the place of a fault',
  'catalogue/items/item.files.ts': 'items as files write them',
  'catalogue/items/item.guide.ts': 'what an item says besides its limits, as far as it can be read: pure functions',
  'sources/feed.ts': 'the type of a feed, its horizon and its scope: pure functions',
  'supervision/supervisor.ts': 'the service of the supervision',
  'supervision/try-later.ts': 'the errors by which it asks a sender to come again',
  'intake/event-intake.ts': 'the service of the intake',
  'console/console.protocol.ts': 'the shapes of the answers: plain types and constants',
  'console/figures.protocol.ts': 'the shapes of figures and lists of cases: plain types and constants',
  'console/findings.protocol.ts': 'the shapes of findings: plain types and constants',
  'console/rules.protocol.ts': 'the shapes of rules and how they fare: plain types and constants',
  'console/bulletin.protocol.ts': 'the shapes of bulletins: plain types and constants',
  'console/catalogue.protocol.ts': 'the shapes of the catalogue: plain types and constants',
  'console/exchange.protocol.ts': 'the shapes of imports of the catalogue: plain types and constants',
  'console/hints.protocol.ts': 'the shapes of hints: plain types and constants',
  'console/self-test.protocol.ts': 'the shapes of the self-test: plain types and constants',
  'console/trials.protocol.ts': 'the shapes of trials and proposals: plain types and constants',
  'console/console.metrics.ts': 'plain counters of the live console, which the health page exports',
};

/** May this file import that one (or that package)? */
type Allows = (file: SourceFile, it: Import) => boolean;

const ownFolder = (file: SourceFile, it: Import): boolean => folderOf(file.path) === folderOf(it.to);
const isDoor = (it: Import): boolean => it.to in DOORS || /\.(module|service)\.ts$/.test(it.to);

const feature: Allows = (file, it) =>
  it.isPackage ||
  ownFolder(file, it) ||
  isAny(it.to, FOUNDATION) ||
  (isAny(folderOf(it.to) + '/', INNER) ? false : it.typeOnly || isDoor(it));
/** Folders into which no other one may look, not even for types. */
const INNER = ['app/', 'cli/', 'import/', 'simulator/', 'verify/', 'console/web/', 'migrations/', 'demo/'];

const LAW: Readonly<Record<string, Allows>> = {
  domain: (file, it) => !it.isPackage && ownFolder(file, it),
  supervision: (file, it) => {
    if (/\.(module|runner)\.ts$/.test(file.path)) return feature(file, it);
    if (it.isPackage) return ['pg', 'pg-copy-streams', 'rxjs'].includes(it.to) || it.to.startsWith('node:');
    const types = it.typeOnly && within(it.to, 'intake/');
    return types || ownFolder(file, it) || isAny(it.to, ['domain/', 'time/', 'sources/feed.ts']);
  },
  'console/web': (file, it) =>
    it.isPackage
      ? !it.to.startsWith('node:') && !it.to.startsWith('@nestjs/') && !['typeorm', 'pg', 'rxjs'].includes(it.to)
      : ownFolder(file, it) ||
        /^console\/[\w-]+\.protocol\.ts$/.test(it.to) ||
        (it.typeOnly && within(it.to, 'domain/')),
  migrations: (_, it) => it.to === 'typeorm' && it.typeOnly,
  // The second evaluator must not share the judgement of the first: the words and the instants only.
  verify: (file, it) =>
    it.isPackage ||
    ownFolder(file, it) ||
    isAny(it.to, ['domain/event.ts', 'domain/instant.ts', 'settings/', 'database/']),
  // A program beside the server: it knows the public API and the names of the events.
  import: (file, it) => it.isPackage || ownFolder(file, it) || isAny(it.to, ['domain/event.ts', 'domain/instant.ts']),
  // Like the importer, whose sender it uses; only its live part knows services.
  simulator: (file, it) =>
    it.isPackage ||
    ownFolder(file, it) ||
    isAny(it.to, [
      'domain/',
      'time/',
      'demo/province/',
      'catalogue/kinds/yaml-node.ts',
      'catalogue/calendars/calendar.loader.ts',
    ]) ||
    (it.typeOnly && within(it.to, 'catalogue/items/item.ts')) ||
    isAny(it.to, ['import/sender.ts', 'import/retry.ts', 'import/progress.ts', 'import/watermark.ts']) ||
    (it.typeOnly && within(it.to, 'import/mapper.ts')) ||
    (within(file.path, 'simulator/live/') && feature(file, it)),
  time: (file, it) => it.isPackage || ownFolder(file, it) || isAny(it.to, ['domain/']),
  // The composition roots see everything but the web console.
  app: (_, it) => !within(it.to, 'console/web/'),
  cli: (file, it) =>
    it.isPackage || ownFolder(file, it) || it.to.endsWith('.command.ts') || isAny(it.to, ['app/', 'settings/']),
};
for (const foundation of ['http', 'settings', 'database'])
  Object.assign(LAW, {
    [foundation]: ((file, it) => it.isPackage || ownFolder(file, it) || isAny(it.to, FOUNDATION)) satisfies Allows,
  });

/** Imports that the law does not allow. */
export const lawBreakers = (files: SourceFiles): Fault[] =>
  [...files.values()].flatMap((file) => {
    const allows = LAW[folderOf(file.path)] ?? feature;
    return file.imports.filter((it) => !allows(file, it)).map(({ to }) => ({ from: file.path, to }));
  });

export const excuses = ({ from, to }: Exception, fault: Fault): boolean =>
  within(fault.from, from) && within(fault.to, to);

/** Circles of files that import each other, types too; each once, from its first file on. */
export function cycles(files: SourceFiles): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const circle = trail.slice(at);
      const first = circle.indexOf([...circle].sort()[0]!);
      found.add([...circle.slice(first), ...circle.slice(0, first)].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const { to } of files.get(path)?.imports ?? []) if (files.has(to)) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const path of files.keys()) walk(path, []);
  return [...found];
}
