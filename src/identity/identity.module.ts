import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { SourcesModule } from '../sources/sources.module.js';
import { AccessCheck } from './access.check.js';
import { AccessGuard } from './access.guard.js';
import { AccountRepository } from './account.repository.js';
import { SessionController } from './session.controller.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { TourController } from './tour.controller.js';

/** Accounts and sessions; guards every route of the application. */
@Module({
  imports: [DiscoveryModule, SourcesModule],
  controllers: [SessionController, TourController],
  providers: [
    AccountRepository,
    SessionRepository,
    SessionService,
    AccessCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SessionService, AccountRepository],
})
export class IdentityModule {}
