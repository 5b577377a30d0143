import { YamlNode } from '../catalogue/kinds/yaml-node.js';
import type { Office } from './office.js';

const REQUIRED = ['mark', 'organ', 'symbol', 'area', 'addressees', 'basis'] as const;
/** Characters of one of its texts. */
const MAX_TEXT = 200;

/** @throws ConfigFileError naming the member that is wrong */
export function readOffice(file: string): Office {
  const { copyTo, ...nodes } = YamlNode.read(file).members(REQUIRED, ['copyTo']);
  const { mark, organ, symbol, area, addressees, basis } = nodes;
  return {
    mark: line(mark),
    organ: line(organ),
    symbol: line(symbol),
    area: line(area),
    addressees: line(addressees),
    basis: line(basis),
    copyTo: copyTo ? line(copyTo) : null,
  };
}

function line(node: YamlNode): string {
  const text = node.text().trim();
  if (text.length > MAX_TEXT || /\p{C}/u.test(text)) node.fail(`must be one line of at most ${MAX_TEXT} characters`);
  return text;
}
