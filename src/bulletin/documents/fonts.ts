import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { type Face, facesOf, unpackWoff } from './sfnt.js';

/** What a typeface is for, by its name in GB/T 9704: 小标宋, 仿宋, 黑体, 楷体, 宋体. */
export const FONT_ROLES = ['title', 'body', 'hei', 'kai', 'song'] as const;
export type FontRole = (typeof FONT_ROLES)[number];

interface RoleFonts {
  readonly zh: string;
  /** Family names under which offices own it, best first. */
  readonly licensed: readonly string[];
  readonly standIn: { readonly module: string; readonly family: string };
}

const SERIF = '@expo-google-fonts/noto-serif-sc/';
const SERIF_REGULAR = `${SERIF}400Regular/NotoSerifSC_400Regular.ttf`;

const ROLES: Readonly<Record<FontRole, RoleFonts>> = {
  title: {
    zh: '小标宋',
    licensed: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '方正小标宋_GBK', 'FZXiaoBiaoSong-B05'],
    standIn: { module: `${SERIF}700Bold/NotoSerifSC_700Bold.ttf`, family: 'Noto Serif SC' },
  },
  body: {
    zh: '仿宋',
    licensed: ['仿宋_GB2312', 'FangSong_GB2312', '方正仿宋_GBK', 'FZFangSong-Z02', '仿宋', 'FangSong', 'STFangsong'],
    standIn: { module: SERIF_REGULAR, family: 'Noto Serif SC' },
  },
  hei: {
    zh: '黑体',
    licensed: ['黑体', 'SimHei', '方正黑体_GBK', 'FZHei-B01', 'STHeiti'],
    standIn: {
      module: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
      family: 'Noto Sans SC',
    },
  },
  kai: {
    zh: '楷体',
    licensed: ['楷体_GB2312', 'KaiTi_GB2312', '方正楷体_GBK', 'FZKai-Z03', '楷体', 'KaiTi', 'STKaiti'],
    standIn: { module: '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff', family: 'LXGW WenKai' },
  },
  song: {
    zh: '宋体',
    licensed: ['宋体', 'SimSun', '方正书宋_GBK', 'FZShuSong-Z01', 'STSong'],
    standIn: { module: SERIF_REGULAR, family: 'Noto Serif SC' },
  },
};

/** The fonts of a document, chosen once. */
export interface Fonts {
  readonly blobs: readonly Buffer[];
  /** Families by role: the office's own first, then the open stand-in for what it lacks. */
  readonly families: Readonly<Record<FontRole, readonly string[]>>;
  /** Paths of the files of 黑体, in which a chart is lettered. */
  readonly chartFiles: readonly string[];
  /** Which typeface stands for which, for the record of an edition. */
  readonly record: readonly string[];
  /** A character that every role can show. */
  readonly shows: (codePoint: number) => boolean;
}

interface FontFile {
  readonly name: string;
  readonly path: string;
  readonly blob: Buffer;
  readonly faces: readonly Face[];
}

const require = createRequire(import.meta.url);

function standIn(module: string): FontFile {
  const path = require.resolve(module);
  const file = readFileSync(path);
  const blob = extname(module) === '.woff' ? unpackWoff(file) : file;
  return { name: module, path, blob, faces: facesOf(blob) };
}

/** @throws RangeError naming the file that is no font */
function licensedFiles(dir: string | undefined): FontFile[] {
  if (dir === undefined || !existsSync(dir)) return [];
  const names = readdirSync(dir).filter((name) => ['.ttf', '.otf', '.ttc'].includes(extname(name).toLowerCase()));
  return names.sort().map((name) => {
    const path = join(dir, name);
    const blob = readFileSync(path);
    try {
      return { name, path, blob, faces: facesOf(blob) };
    } catch (error) {
      throw new RangeError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  });
}

/** @param dir the office's own font files; without one, or for a typeface that is not in it, the open stand-ins */
export function chooseFonts(dir?: string): Fonts {
  const own = licensedFiles(dir);
  const blobs = new Map<string, Buffer>();
  const families = {} as Record<FontRole, string[]>;
  const record: string[] = [];
  const chartFiles: string[] = [];
  const covers: ((codePoint: number) => boolean)[] = [];
  for (const role of FONT_ROLES) {
    const { zh, licensed, standIn: open } = ROLES[role];
    const chosen = licensed.flatMap((name) => faceCalled(name, own) ?? [])[0];
    if (!blobs.has(open.module)) blobs.set(open.module, standIn(open.module).blob);
    if (role === 'hei') chartFiles.push(...(chosen ? [chosen.file.path] : []), require.resolve(open.module));
    const faces = [...(chosen ? [chosen.face] : []), ...facesOf(blobs.get(open.module)!)];
    if (chosen) blobs.set(chosen.file.name, chosen.file.blob);
    families[role] = [...(chosen ? [chosen.face.family] : []), open.family];
    record.push(chosen ? `${zh}：${chosen.face.family}` : `${zh}：${open.family}（替代 stand-in）`);
    covers.push((codePoint) => faces.some((face) => face.covers(codePoint)));
  }
  return {
    blobs: [...blobs.values()],
    families,
    chartFiles,
    record,
    shows: (c) => covers.every((covered) => covered(c)),
  };
}

function faceCalled(name: string, files: readonly FontFile[]): { face: Face; file: FontFile } | undefined {
  for (const file of files) {
    const face = file.faces.find(({ names }) => names.has(name));
    if (face) return { face, file };
  }
  return undefined;
}
