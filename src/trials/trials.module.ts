import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { TrialDrafts } from './draft.service.js';
import { ProposalDecisions } from './proposal-decisions.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsRepository } from './proposals.repository.js';
import { ProposalsService } from './proposals.service.js';
import { TrialRunner } from './trial-runner.js';
import { TrialsController } from './trials.controller.js';
import { TrialsRepository } from './trials.repository.js';
import { TrialsService } from './trials.service.js';

/** Try before use: a draft beside the version in force, over the stored events. */
@Module({
  imports: [CatalogueModule],
  controllers: [TrialsController, ProposalsController],
  providers: [
    TrialsRepository,
    TrialDrafts,
    TrialRunner,
    TrialsService,
    ProposalsRepository,
    ProposalDecisions,
    ProposalsService,
  ],
})
export class TrialsModule {}
