import { HttpException } from '@nestjs/common';
import { problem } from '../http/problem.js';
import type { Verdict } from '../supervision/delivery.js';
import { resolutionZh } from './resolution.js';

export const notFound = (): HttpException =>
  problem(404, 'quarantine-entry-not-found', { zh: '隔离区没有这条记录', en: 'there is no such entry in quarantine' });

export const alreadyResolved = (resolution: string | null): HttpException =>
  problem(409, 'already-resolved', {
    zh: `已处理：${resolutionZh(resolution ?? '')}`,
    en: `has been resolved already: ${resolution ?? ''}`,
  });

export const feedUnknown = (): HttpException =>
  problem(422, 'feed-unknown', {
    zh: '不知道由哪个信息源报送，无法重新报送',
    en: 'the feed that sent it is not known; it cannot be resubmitted',
  });

export const notAnEvent = (): HttpException =>
  problem(
    422,
    'body-unreadable',
    {
      zh: '留存的内容不是完整的 JSON 事件，请在 event 中给出更正后的事件',
      en: 'what is stored is no complete JSON event; give the corrected one in `event`',
    },
    'event',
  );

/** Nothing is known to be stored; asking again does no harm. */
export const notStored = (): HttpException =>
  problem(503, 'not-stored', { zh: '暂时无法保存，请稍后再试', en: 'cannot be stored now; please try again later' });

/** The intake turned the event down again: the same members as in its answer to a sender. */
export const rejectedAgain = ({ reason, member, detail }: Extract<Verdict, { kind: 'rejected' }>): HttpException =>
  new HttpException(
    {
      statusCode: 422,
      code: 'rejected',
      message: { zh: `事件仍被拒绝：${reason}`, en: `the event was rejected again: ${reason}` },
      reason,
      member,
      detail,
    },
    422,
  );
