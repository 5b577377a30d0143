import type { NextFunction, Request, Response } from 'express';
import { problem } from '../http/problem.js';

/** Milliseconds that a JSON body may take from the headers to its end. */
export const JSON_BODY_MS = 30_000;
/** Milliseconds for which the rest of a body is still read away after its answer. */
export const UNREAD_BODY_MS = 10_000;

const timeout = () => problem(408, 'timeout', { zh: '正文未在规定时间内到达', en: 'the body did not come in time' });

/** Answers 408 when the body is not there in time. */
export function boundBody(req: Request, res: Response, ms = JSON_BODY_MS): void {
  if (req.complete) return;
  const timer = setTimeout(() => {
    if (req.complete) return;
    if (res.headersSent) return void req.socket.destroy();
    const error = timeout();
    res.once('finish', () => req.socket.destroySoon());
    res.set('Connection', 'close').status(error.getStatus()).json(error.getResponse());
  }, ms);
  for (const event of ['end', 'close']) req.once(event, () => clearTimeout(timer));
}

/** Whoever goes on sending after the answer must not keep the connection for ever. */
export function endUnreadBody(req: Request, res: Response, next: NextFunction): void {
  res.once('finish', () => {
    if (req.complete) return;
    const timer = setTimeout(() => req.complete || req.socket.destroy(), UNREAD_BODY_MS);
    timer.unref();
    req.once('close', () => clearTimeout(timer));
  });
  next();
}
