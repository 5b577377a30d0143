import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import type { LogLevel } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Foundation } from '../database/database.module.js';
import { AppModule } from './app.module.js';
import { DatabaseAwayFilter } from './database-away.filter.js';
import { configureHttp } from './http.js';
import { serveApiDescription } from './openapi.js';
import { consoleDir } from './foundation.js';

const LEVELS: LogLevel[] = ['fatal', 'error', 'warn'];

/** The application on its foundation, not listening yet. */
export async function createApplication(
  foundation: Foundation,
  logger: LogLevel[] | false = LEVELS,
  consoleFiles = consoleDir(),
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(foundation), {
    bodyParser: false,
    logger,
    abortOnError: false,
  });
  app.useGlobalFilters(new DatabaseAwayFilter(app.get(HttpAdapterHost).httpAdapter));
  configureHttp(app, consoleFiles);
  serveApiDescription(app);
  return app;
}
