import { resolve } from 'node:path';
import { type BeforeApplicationShutdown, Injectable, Module } from '@nestjs/common';
import type { Settings } from '../settings/settings.js';
import { CONFIG_DIR, SETTINGS } from '../settings/settings.token.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { BulletinController } from './bulletin.controller.js';
import { BulletinDrafts } from './bulletin.draft.js';
import { BulletinIssuer } from './bulletin.issuer.js';
import { BulletinLists } from './bulletin.list.js';
import { BulletinPress } from './bulletin.press.js';
import { BulletinRepository } from './bulletin.repository.js';
import { BulletinService } from './bulletin.service.js';
import { assertFontDir } from './font-dir.js';
import { RenderProcess } from './documents/render-process.js';
import { OfficeModule } from './office.module.js';

@Injectable()
class RenderStop implements BeforeApplicationShutdown {
  constructor(private readonly press: RenderProcess) {}

  /** Before the server waits for its answers: those that wait for a document are told to come again. */
  beforeApplicationShutdown(): void {
    this.press.stop();
  }
}

/** The month as a document. */
@Module({
  imports: [StatisticsModule, OfficeModule],
  controllers: [BulletinController],
  providers: [
    BulletinDrafts,
    BulletinIssuer,
    BulletinLists,
    BulletinPress,
    BulletinRepository,
    BulletinService,
    RenderStop,
    {
      provide: RenderProcess,
      useFactory: (configDir: string, { fontDir }: Partial<Settings>) =>
        new RenderProcess({ templateDir: resolve(configDir, 'bulletin'), fontDir: assertFontDir(fontDir) }),
      inject: [CONFIG_DIR, SETTINGS],
    },
  ],
})
export class BulletinModule {}
