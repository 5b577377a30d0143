import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemDraft } from './item.js';
import { readItem } from './item.reader.js';
import { YamlNode } from '../kinds/yaml-node.js';

export interface ItemFile extends ItemDraft {
  readonly code: string;
}

/**
 * The items of `config/items/*.yaml`; a file holds one item or a list of them.
 * @throws ConfigFileError
 */
export function loadItems(dir: string): ItemFile[] {
  const names = existsSync(dir) ? readdirSync(dir).sort() : [];
  const codes = new Map<string, string>();
  return names
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const root = YamlNode.read(join(dir, name));
      return (Array.isArray(root.value) ? root.list() : [root]).map((node) => {
        const item = readItemNode(node);
        const other = codes.get(item.code);
        if (other !== undefined) node.fail(`code: ${item.code} 已在 ${other} 中 / already stands in ${other}`);
        codes.set(item.code, name);
        return item;
      });
    });
}

/** One item as files write it. @throws ConfigFileError */
export function readItemNode(node: YamlNode): ItemFile {
  const reading = readItem(node.value);
  if ('faults' in reading)
    return node.fail(reading.faults.map(({ member, zh, en }) => `${member}: ${zh} / ${en}`).join('; '));
  const { code, ...draft } = reading.draft;
  if (code === undefined) return node.fail('code: 缺少 / is missing');
  return { code, ...draft };
}
