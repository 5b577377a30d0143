import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { CONFIG_DIR } from '../settings/settings.token.js';
import { readOffice } from './office.file.js';
import { OFFICE } from './office.js';
import { OfficeService } from './office.service.js';

/** Who issues bulletins, and for whom cards are confirmed. */
@Module({
  providers: [
    {
      provide: OFFICE,
      useFactory: (configDir: string) => readOffice(join(configDir, 'bulletin', 'office.yaml')),
      inject: [CONFIG_DIR],
    },
    OfficeService,
  ],
  exports: [OFFICE, OfficeService],
})
export class OfficeModule {}
