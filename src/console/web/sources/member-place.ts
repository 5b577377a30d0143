/** Where a member stands in the text of a JSON document, as its path names it (`data.applicant.kind`); null without it. */
export function memberPlace(text: string, path: string): { from: number; to: number } | null {
  let at = 0;
  let found: { from: number; to: number } | null = null;
  for (const name of path.replace(/\[\d+\]/g, '').split('.')) {
    const match = new RegExp(`${escaped(JSON.stringify(name))}\\s*:`).exec(text.slice(at));
    if (!match) return null;
    const from = at + match.index;
    found = { from, to: from + JSON.stringify(name).length };
    at = from + match[0].length;
  }
  return found;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
