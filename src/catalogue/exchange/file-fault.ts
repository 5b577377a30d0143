import type { HttpException } from '@nestjs/common';
import { problem } from '../../http/problem.js';

/** A file that can't be read at all. */
export const fileFault = (code: string, zh: string, en: string, member?: string): HttpException =>
  problem(400, code, { zh, en }, member);

export const tooLarge = (what: { readonly zh: string; readonly en: string }): HttpException =>
  problem(413, 'too-large', what);

export const megabytes = (bytes: number): string => `${bytes / (1024 * 1024)} MiB`;
