import { Module } from '@nestjs/common';
import { HintRuns } from './hint-runs.js';
import { HintRepository } from './hint.repository.js';
import { HintsController } from './hints.controller.js';
import { HintsService } from './hints.service.js';
import { SequenceRepository } from './sequence.repository.js';
import { WindowRepository } from './window.repository.js';

/** 线索: rules over many cases. */
@Module({
  controllers: [HintsController],
  providers: [HintRepository, HintRuns, WindowRepository, SequenceRepository, HintsService],
  exports: [HintsService],
})
export class HintsModule {}
