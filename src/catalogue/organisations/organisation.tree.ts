import type { OrganisationNode } from '../../console/catalogue.protocol.js';
import type { Placed } from './organisation.repository.js';
import { groupBy } from '../versions/version.js';

/**
 * What lies below a node, down to some levels; `undefined`: there is no such node. What hangs below nothing that is known
 * stands at the top.
 *
 * @param root `null`: from the top
 */
export function treeOf(placed: readonly Placed[], root: string | null, depth: number): OrganisationNode[] | undefined {
  const known = new Set(placed.map(({ code }) => code));
  if (root !== null && !known.has(root)) return undefined;
  const below = groupBy(placed, ({ place }) => (place !== null && known.has(place) ? place : null));
  const nodesOf = (place: string | null, levels: number): OrganisationNode[] =>
    (below.get(place) ?? []).map(({ code, body }) => {
      const count = below.get(code)?.length ?? 0;
      const node = { code, ...body, below: count };
      return levels > 1 && count > 0 ? { ...node, children: nodesOf(code, levels - 1) } : node;
    });
  return nodesOf(root, depth);
}
