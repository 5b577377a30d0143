import type { HttpException } from '@nestjs/common';
import { problem } from '../../http/problem.js';
import { MAX_CELLS, MAX_COLUMNS } from './exchange-limits.js';

/** A file that can't be read at all. */
export const fileFault = (code: string, zh: string, en: string, member?: string): HttpException =>
  problem(400, code, { zh, en }, member);

export const tooLarge = (what: { readonly zh: string; readonly en: string }): HttpException =>
  problem(413, 'too-large', what);

export const tooManyColumns = (file: string, line: number): HttpException =>
  tooLarge({
    zh: `${file}：第 ${line} 行超过 ${MAX_COLUMNS} 列`,
    en: `${file}: line ${line} has more than ${MAX_COLUMNS} columns`,
  });

export const tooManyCells = (file: string): HttpException =>
  tooLarge({
    zh: `${file}：超过 ${MAX_CELLS} 格，请分成几个文件`,
    en: `${file}: has more than ${MAX_CELLS} cells; split it`,
  });

export const megabytes = (bytes: number): string => `${bytes / (1024 * 1024)} MiB`;
