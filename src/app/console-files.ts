import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** Names of files tell their content, but for that of the page. */
const KEPT = { index: false, maxAge: '1y', immutable: true } as const;

/** The console is one page: every address that is no file and no API is answered with it. */
export function serveConsole(app: { use(handler: RequestHandler): unknown }, dir: string): void {
  const page = join(dir, 'index.html');
  if (!existsSync(page)) return;
  app.use(compressedFiles(dir));
  app.use(express.static(dir, { ...KEPT, setHeaders: plainHeaders }));
  app.use((req: Request, res: Response, next: NextFunction) => {
    const isPage = isRead(req) && !/^\/(api|health|metrics|socket\.io)(\/|$)/.test(req.path);
    if (!isPage || req.path.includes('.')) return next();
    res.set('Cache-Control', 'no-cache').sendFile(page);
  });
}

/** The build has put a compressed copy beside every file that gains by it: `config/vite.config.ts`. */
function compressedFiles(dir: string): RequestHandler {
  const copies = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'));
  const files = new Set(copies.map((name) => `/${name.slice(0, -'.gz'.length).replaceAll(sep, '/')}`));
  const send = express.static(dir, { ...KEPT, setHeaders: compressedHeaders });
  return (req, res, next) => {
    if (!isRead(req) || !files.has(req.path) || !req.acceptsEncodings('gzip')) return next();
    const { url } = req;
    req.url = `${req.path}.gz`;
    send(req, res, (error?: unknown) => {
      req.url = url;
      next(error);
    });
  };
}

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

function compressedHeaders(res: Response, path: string): void {
  res.vary('Accept-Encoding').set('Content-Encoding', 'gzip');
  res.type(path.slice(0, -'.gz'.length).replace(/^.*\./, ''));
}

function plainHeaders(res: Response, path: string): void {
  res.vary('Accept-Encoding');
  if (path.endsWith('.html')) res.set('Cache-Control', 'no-cache');
}
