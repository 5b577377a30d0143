import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { QuarantineController } from './quarantine.controller.js';
import { QuarantineRepository } from './quarantine.repository.js';
import { QuarantineService } from './quarantine.service.js';

/** Turned-down events and what became of them. */
@Module({
  imports: [IntakeModule, SourcesModule],
  controllers: [QuarantineController],
  providers: [QuarantineRepository, QuarantineService],
})
export class QuarantineModule {}
