import { Module } from '@nestjs/common';
import { CardsModule } from '../cards/cards.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ChangeFeed } from './change-feed.js';
import { ChangeRepository } from './change.repository.js';
import { ConsoleGateway } from './console.gateway.js';
import { ConsoleHub } from './console-hub.js';
import { ConsoleMetrics } from './console.metrics.js';
import { SnapshotController } from './snapshot.controller.js';
import { Snapshots } from './snapshots.js';

/** The live console: cards as they are raised, to those who may see them. */
@Module({
  imports: [CardsModule, IdentityModule],
  controllers: [SnapshotController],
  providers: [ChangeRepository, ChangeFeed, Snapshots, ConsoleHub, ConsoleGateway, ConsoleMetrics],
  exports: [ConsoleMetrics],
})
export class ConsoleModule {}
