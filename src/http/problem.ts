import { HttpException } from '@nestjs/common';
import type { Bilingual } from '../settings/fault.js';

/** The body of every error answer. `code` is for programs, `message` for people. */
export interface ProblemBody {
  readonly statusCode: number;
  readonly code: string;
  readonly message: Bilingual;
  /** The member of the request that is wrong, as a path. */
  readonly member?: string;
}

export const problem = (statusCode: number, code: string, message: Bilingual, member?: string): HttpException =>
  new HttpException({ statusCode, code, message, ...(member !== undefined && { member }) }, statusCode);

export const badRequest = (member: string, message: Bilingual): HttpException =>
  problem(400, 'invalid', { zh: `${member}：${message.zh}`, en: `${member}: ${message.en}` }, member);

/** A region that is in no register and in which nobody lies. */
export const unknownRegion = (): HttpException =>
  problem(404, 'unknown-region', { zh: '没有这个地区', en: 'there is no such region' }, 'region');

/** A limited account would change what concerns others than its own. */
export const outOfScope = (member: string): HttpException =>
  problem(
    403,
    'out-of-scope',
    {
      zh: `${member}：超出本账号所辖机构`,
      en: `${member}: outside the organisations of this account`,
    },
    member,
  );

/** For a terminal: the texts of a problem, else the message of the error. */
export function messageOf(error: unknown): string {
  if (error instanceof HttpException) {
    const { message } = error.getResponse() as Partial<ProblemBody>;
    if (message !== undefined) return `${message.zh} / ${message.en}`;
  }
  return error instanceof Error ? error.message : String(error);
}
