import type { CardLevel } from '../../../../domain/standards.js';
import type { RuleThreshold, RuleView } from '../../../rules.protocol.js';
import { listIn, type Members, membersIn, textIn } from '../members.js';
import { paramIn, ruleIn } from './profile-members.js';

/** A profile from which members are taken over, as it is in force. */
export interface Ancestor {
  readonly code: string;
  readonly body: Members;
}

/** What is taken over where the profile says nothing. */
export interface Former<T> {
  readonly value: T;
  readonly source: string;
  /** The profile that says so; null: the rule's own default. */
  readonly from: string | null;
}

/** What the form needs to know of a rule besides what profiles say. */
export interface RuleDefaults extends Pick<
  RuleView,
  'code' | 'category' | 'name' | 'description' | 'level' | 'mode' | 'waits'
> {
  readonly params: readonly RuleThreshold[];
  readonly enabled: boolean;
  readonly levelSource: string;
  /** Among which a profile may choose. */
  readonly modes: readonly string[];
}

/** Nearest first, each with what it says of the rule. */
export interface FormerRule {
  readonly enabled: Former<boolean>;
  readonly level: Former<string>;
  readonly mode: Former<string>;
  readonly params: Readonly<Record<string, Former<number>>>;
  readonly stages: Former<readonly Members[]>;
}

type Said<T> = { readonly value: T; readonly source: string };

function nearest<T>(ancestors: readonly Ancestor[], said: (body: Members) => Said<T> | undefined, own: Said<T>) {
  for (const { code, body } of ancestors) {
    const found = said(body);
    if (found) return { ...found, from: code };
  }
  return { ...own, from: null };
}

export function formerRule(rule: RuleDefaults, ancestors: readonly Ancestor[]): FormerRule {
  const of = <T>(said: (written: Members) => Said<T> | undefined, own: Said<T>): Former<T> =>
    nearest(ancestors, (body) => said(ruleIn(body, rule.code)), own);
  const textOf = (member: string, source: string) => (written: Members) =>
    written[member] === undefined ? undefined : { value: textIn(written, member), source: textIn(written, source) };
  return {
    enabled: of(({ enabled }) => (typeof enabled === 'boolean' ? { value: enabled, source: '' } : undefined), {
      value: rule.enabled,
      source: '',
    }),
    level: of(textOf('level', 'levelSource'), { value: rule.level satisfies CardLevel, source: rule.levelSource }),
    mode: of(textOf('mode', ''), { value: rule.mode, source: '' }),
    params: Object.fromEntries(
      rule.params.map(({ name, value, source }) => [name, of((written) => paramOf(written, name), { value, source })]),
    ),
    stages: of((written) => (written.stages ? { value: listIn(written, 'stages'), source: '' } : undefined), {
      value: [],
      source: '',
    }),
  };
}

function paramOf(written: Members, name: string): Said<number> | undefined {
  const param = paramIn(written, name);
  return param ? { value: Number(param.value), source: textIn(param, 'source') } : undefined;
}

/** How time is counted, by day where no profile says anything. */
export const formerCounting = (ancestors: readonly Ancestor[]): Former<string> =>
  nearest<string>(
    ancestors,
    (body) => {
      const counting = membersIn(body, 'counting');
      return counting ? { value: textIn(counting, 'value'), source: textIn(counting, 'source') } : undefined;
    },
    { value: 'day', source: '' },
  );
