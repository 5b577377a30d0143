/** Of one page: its white ground, and what stands on it. */
const PAGE = /^ {4}<path class="typst-shape" [^\n]*\/>\n {4}<g(?: transform="[^"\n]*")?>\n([\s\S]*?)^ {4}<\/g>\n/gm;
const GLYPH = /^ *<symbol id="([^"]+)"[\s\S]*?<\/symbol>\n/gm;
/** A4 in points. */
const SIZE = 'width="595.28" height="841.89" viewBox="0 0 595.28 841.89"';
const HEAD = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${SIZE}>`;

/**
 * Typst draws all pages as one picture, one below the other, with the letters at its end. Each page by itself, with the
 * letters that it uses.
 *
 * @throws RangeError for a picture that is built otherwise
 */
export function pagesOf(svg: string, count: number): string[] {
  const letters = new Map([...svg.matchAll(GLYPH)].map(([symbol, id = '']) => [id, symbol]));
  const pages = [...svg.matchAll(PAGE)].map(([, content = '']) => {
    const used = new Set([...content.matchAll(/xlink:href="#([^"]+)"/g)].map(([, id = '']) => id));
    const symbols = [...used].map((id) => {
      const symbol = letters.get(id);
      if (symbol === undefined) throw new RangeError(`a letter without an outline: ${id}`);
      return symbol;
    });
    return compact(
      `${HEAD}<rect width="100%" height="100%" fill="#fff"/>${content}<defs>${symbols.join('')}</defs></svg>`,
    );
  });
  if (pages.length !== count) throw new RangeError(`${count} pages, ${pages.length} found`);
  return pages;
}

const compact = (svg: string): string => svg.replace(/>\s+</g, '><');
