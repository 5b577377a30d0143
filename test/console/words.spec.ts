import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fromRoot } from '../support/child.js';

const FOLDER = fromRoot('src/console/web/i18n');

/** The words of a file by their path, e.g. `cases.column.dueAt`. */
function paths(words: object, above = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? paths(value as object, `${above}${key}.`) : [`${above}${key}`],
  );
}

async function wordsOf(language: 'zh' | 'en'): Promise<Map<string, object>> {
  const files = readdirSync(FOLDER).filter((name) => new RegExp(`(^|\\.)${language}\\.ts$`).test(name));
  const words = await Promise.all(
    files.map(async (name) => {
      const module = (await import(`${FOLDER}/${name}`)) as Record<string, object>;
      return [name.replace(/\.?(zh|en)\.ts$/, ''), Object.values(module)[0]!] as const;
    }),
  );
  return new Map(words);
}

describe('the words of the console', () => {
  it('stand in one file each: none hides those of another', async () => {
    const all = [...(await wordsOf('zh')).values()].flatMap((words) => Object.keys(words));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
  });

  it('are there in both languages', async () => {
    const [zh, en] = [await wordsOf('zh'), await wordsOf('en')];
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    for (const [file, words] of zh) expect([file, paths(en.get(file)!)]).toEqual([file, paths(words)]);
  });

  it('say of late evidence what is true of an event that opens a case, too', async () => {
    const noteOf = async (language: 'zh' | 'en') =>
      ((await wordsOf(language)).get('card') as { card: { evidenceNote: string } }).card.evidenceNote;
    expect(await noteOf('zh')).toMatch(/信息源已申报到/);
    expect(await noteOf('en')).toMatch(/source had already declared/);
    expect([await noteOf('zh'), await noteOf('en')].join()).not.toMatch(/研判|judged/);
  });
});
