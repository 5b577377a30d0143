import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Settings } from '../settings/settings.js';
import { SETTINGS } from '../settings/settings.token.js';
import { serveConsole } from './console-files.js';
import { boundBody, endUnreadBody } from './slow-bodies.js';

/** Bytes of a JSON body on every route but `POST /api/v1/events`, which reads its own stream. */
export const MAX_JSON_BYTES = 256 * 1024;
/** Bytes of an answer from which it travels compressed. */
const COMPRESS_FROM = 2 * 1024;
/** Fast: the pages of a bulletin shrink to a quarter by the first look. */
const COMPRESS_LEVEL = 3;
/** A request whose headers take longer is cut off (milliseconds). */
const HEADERS_TIMEOUT_MS = 15_000;
/** Idle time after which a kept-alive connection is closed (milliseconds). */
const KEEP_ALIVE_MS = 65_000;

/** As Express routes it: in any case of letters, with or without the slash. */
const EVENTS = /^\/api\/v1\/events\/?$/i;
/** The API page ships its own inline start script; the console needs no exception. */
const DOCS = '/api/docs';

/** Headers, body parsing and the console's files, in front of every route. */
export function configureHttp(app: NestExpressApplication, consoleDir: string): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // Of anybody else the header is not believed: each request could name another address.
  app.set('trust proxy', [...app.get<Settings>(SETTINGS, { strict: false }).proxies]);
  const strict = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  const docs = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  app.use((req: Request, res: Response, next: NextFunction) =>
    (req.path.startsWith(DOCS) ? docs : strict)(req, res, next),
  );
  const compressed = compression({ threshold: COMPRESS_FROM, level: COMPRESS_LEVEL });
  app.use((req: Request, res: Response, next: NextFunction) =>
    // What is posted has short answers, and there are many of them.
    req.method === 'GET' ? compressed(req, res, next) : next(),
  );
  const json = express.json({ limit: MAX_JSON_BYTES, strict: true });
  app.use(endUnreadBody);
  app.use((req: Request, res: Response, next: NextFunction) => {
    if (EVENTS.test(req.path)) return next();
    boundBody(req, res);
    json(req, res, next);
  });
  serveConsole(app, consoleDir);
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // A stream of events may take as long as it needs while it flows; see BODY_IDLE_MS and `boundBody`.
  server.requestTimeout = 0;
}
