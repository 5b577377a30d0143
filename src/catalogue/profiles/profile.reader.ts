import type { RuleHead } from '../../domain/rule-head.js';
import type { CardLevel, Cited, Counting, IssueMode, RuleProfile, RuleSetting } from '../../domain/standards.js';
import { nearest } from '../kinds/nearest.js';
import { profileFaults } from './profile.faults.js';
import { ALL_RULES } from './profile.schema.js';
import type { SchemaFault } from '../kinds/schema-check.js';

/** What a profile says that nobody has published. */
export const OUR_CHOICE = '本系统约定';

export interface ReadProfile {
  readonly profile: RuleProfile;
  /** Organisations for which it is in force, also `prefix*`. */
  readonly orgs: readonly string[];
}

export type ProfileReading = ReadProfile | { readonly faults: readonly [SchemaFault, ...SchemaFault[]] };

/** A profile as written, once it has been found to follow the schema. */
interface Written {
  readonly code: string;
  readonly version: string;
  readonly name?: RuleSetting['name'];
  readonly extends?: string;
  readonly orgs?: readonly string[];
  readonly counting?: { readonly value: Counting; readonly source: string };
  readonly labels?: Readonly<Partial<Record<CardLevel, Cited>>>;
  readonly notify?: Readonly<Partial<Record<CardLevel, Cited>>>;
  readonly rules?: Readonly<Record<string, WrittenRule>>;
}

interface WrittenRule {
  readonly version?: string;
  readonly enabled?: boolean;
  readonly level?: CardLevel;
  readonly levelSource?: string;
  readonly mode?: IssueMode;
  readonly name?: RuleSetting['name'];
  readonly params?: Readonly<Record<string, { readonly value: number; readonly source: string }>>;
  readonly basis?: readonly string[];
  /** In place of all that would be taken over. */
  readonly stages?: RuleSetting['stages'];
}

/**
 * Reads a profile as a file or a draft gives it. What it does not say is taken over from the one that it extends, and
 * marked so; without one, from the rules' own defaults.
 *
 * @param known profiles that it may extend, by code
 */
export function readProfile(
  value: unknown,
  known: ReadonlyMap<string, RuleProfile> = new Map(),
  rules: readonly RuleHead[] = ALL_RULES,
): ProfileReading {
  const [fault, ...more] = profileFaults(value, rules);
  if (fault) return { faults: [fault, ...more] };
  const written = value as Written;
  const parent = written.extends === undefined ? undefined : known.get(written.extends);
  if (written.extends !== undefined && !parent)
    return {
      faults: [
        {
          path: 'extends',
          zh: `没有方案“${written.extends}”`,
          en: `there is no profile "${written.extends}"`,
          nearest: nearest(written.extends, known.keys()),
        },
      ],
    };
  return { profile: profileOf(written, parent, rules), orgs: written.orgs ?? [] };
}

/** A change of the one that it extends is a change of this one, too. */
export const versionBeside = (version: string, parent: Pick<RuleProfile, 'version'> | undefined): string =>
  parent ? `${version}+${parent.version}` : version;

function profileOf(written: Written, parent: RuleProfile | undefined, rules: readonly RuleHead[]): RuleProfile {
  const settings = rules.map((rule): [RuleHead, RuleSetting] => {
    const former = parent?.rules[rule.code as keyof RuleProfile['rules']] ?? parent?.book?.[rule.code];
    const base = parent && former ? takenOver(former, parent.code) : defaultsOf(rule);
    return [rule, settingOf(base, written.rules?.[rule.code])];
  });
  const tier = (wanted: boolean): Record<string, RuleSetting> =>
    Object.fromEntries(
      settings.filter(([{ mode }]) => (mode === 'automatic') === wanted).map(([{ code }, setting]) => [code, setting]),
    );
  const { counting } = written;
  return withoutAbsent({
    code: written.code,
    version: versionBeside(written.version, parent),
    name: written.name,
    counting: counting?.value ?? parent?.counting,
    countingSource: counting?.source ?? (parent?.countingSource && fromParent(parent.countingSource, parent.code)),
    labels: cited(written.labels, parent?.labels, parent?.code),
    notify: cited(written.notify, parent?.notify, parent?.code),
    rules: tier(true) as RuleProfile['rules'],
    book: tier(false),
  });
}

/** A rule as it is set where no profile says anything. */
export const defaultsOf = (rule: RuleHead): RuleSetting => ({
  code: rule.code,
  version: '1',
  level: rule.level,
  mode: rule.mode,
  ...(rule.enabled === false && { enabled: false }),
  name: { zh: rule.name.zh, en: rule.name.en },
  params: Object.fromEntries(Object.entries(rule.params).map(([key, { value }]) => [key, value])),
  basis: [...rule.basis],
  sources: {
    level: rule.levelSource ?? OUR_CHOICE,
    ...Object.fromEntries(Object.entries(rule.params).map(([key, { source }]) => [key, source])),
  },
});

function settingOf(base: RuleSetting, written: WrittenRule = {}): RuleSetting {
  const { params = {}, levelSource, ...rest } = written;
  const of = <T>(pick: (given: { value: number; source: string }) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(params).map(([key, given]) => [key, pick(given)]));
  return {
    ...base,
    ...rest,
    params: { ...base.params, ...of(({ value }) => value) },
    sources: {
      ...base.sources,
      ...(levelSource !== undefined && { level: levelSource }),
      ...of(({ source }) => source),
    },
  };
}

const takenOver = (setting: RuleSetting, parent: string): RuleSetting => ({
  ...setting,
  sources: Object.fromEntries(
    Object.entries(setting.sources ?? {}).map(([key, source]) => [key, fromParent(source, parent)]),
  ),
  ...(setting.stages && {
    stages: setting.stages.map((stage) => ({ ...stage, source: fromParent(stage.source, parent) })),
  }),
});

/** That the text does not say it, and where it is from. */
const fromParent = (source: string, parent: string): string =>
  source.startsWith(`${OUR_CHOICE}（沿用`)
    ? source
    : `${OUR_CHOICE}（沿用 ${parent}${source === OUR_CHOICE ? '' : `：${source}`}）`;

function cited(
  own: Written['labels'],
  parents: Written['labels'],
  parent: string | undefined,
): Written['labels'] | undefined {
  if (!parents || parent === undefined) return own;
  const former = Object.entries(parents).map(([level, words]) => [
    level,
    { ...words, source: fromParent(words.source, parent) },
  ]);
  return { ...(Object.fromEntries(former) as Written['labels']), ...own };
}

const withoutAbsent = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
