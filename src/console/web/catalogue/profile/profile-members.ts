import { isMembers, type Members, membersIn, withMember } from '../members.js';

/** Reading and writing single members of a rule in a profile; a member, or a rule, that says nothing any more goes. */
export const ruleIn = (profile: Members, code: string): Members =>
  (membersIn(profile, 'rules')?.[code] as Members) ?? {};

export function withRule(profile: Members, code: string, rule: Members): Members {
  const rules = withMember(membersIn(profile, 'rules') ?? {}, code, unlessEmpty(rule));
  return withMember(profile, 'rules', unlessEmpty(rules));
}

export const paramIn = (rule: Members, name: string): Members | null => {
  const params = membersIn(rule, 'params');
  return params ? membersIn(params, name) : null;
};

export const withParam = (rule: Members, name: string, param: Members | undefined): Members =>
  withMember(rule, 'params', unlessEmpty(withMember(membersIn(rule, 'params') ?? {}, name, param)));

/** Members that the form can read: what has been written otherwise as text is left to the text. */
export const isReadable = (rule: unknown): boolean =>
  rule === undefined ||
  (isMembers(rule) &&
    (rule.params === undefined || (isMembers(rule.params) && Object.values(rule.params).every(isMembers))) &&
    (rule.stages === undefined || (Array.isArray(rule.stages) && rule.stages.every(isStage))));

const isStage = (stage: unknown): boolean => isMembers(stage) && (stage.at === undefined || isMembers(stage.at));

const unlessEmpty = (members: Members): Members | undefined =>
  Object.keys(members).length === 0 ? undefined : members;
