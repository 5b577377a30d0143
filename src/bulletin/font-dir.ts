import { statSync } from 'node:fs';
import { FaultError } from '../settings/fault.js';

/** @throws FaultError for a folder that is not there: an office that sets its fonts must not get others unawares */
export function assertFontDir(dir: string | undefined): string | undefined {
  if (dir === undefined || statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return dir;
  throw new FaultError({ zh: '设置有误，未启动', en: 'wrong settings, not started' }, [
    { name: 'LIANGPAI_FONT_DIR', value: dir, reason: { zh: '没有这个目录', en: 'there is no such directory' } },
  ]);
}
