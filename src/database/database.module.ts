import { type DynamicModule, Global, Module } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { CONFIG_DIR, SETTINGS } from '../settings/settings.token.js';
import type { Settings } from '../settings/settings.js';
import { Clock } from '../time/clock.js';

/** Injection token of the connections of the write path (pg.Pool). */
export const HOT_POOL = Symbol('hot-pool');
/** Injection token of the database's URL. */
export const DATABASE_ADDRESS = Symbol('database-address');

export interface Foundation {
  readonly settings: Settings;
  /** Absolute path of the `config` folder. */
  readonly configDir: string;
  readonly databaseUrl: string;
  readonly source: DataSource;
  readonly pool: pg.Pool;
  readonly clock: Clock;
}

/** What everything stands on: made before the application and closed after it. */
@Global()
@Module({})
export class DatabaseModule {
  static of(foundation: Foundation): DynamicModule {
    const providers = [
      { provide: SETTINGS, useValue: foundation.settings },
      { provide: CONFIG_DIR, useValue: foundation.configDir },
      { provide: DATABASE_ADDRESS, useValue: foundation.databaseUrl },
      { provide: DataSource, useValue: foundation.source },
      { provide: HOT_POOL, useValue: foundation.pool },
      { provide: Clock, useValue: foundation.clock },
    ];
    return { module: DatabaseModule, providers, exports: providers.map((p) => p.provide) };
  }
}
