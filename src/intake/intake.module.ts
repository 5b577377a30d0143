import { Module } from '@nestjs/common';
import { SupervisionModule } from '../supervision/supervision.module.js';
import { EventController } from './event.controller.js';
import { EventIntake } from './event-intake.js';
import { EventRequest } from './event-request.js';

/** From a window's request to events: reading, checking, answering. */
@Module({
  imports: [SupervisionModule],
  controllers: [EventController],
  providers: [EventIntake, EventRequest],
  exports: [EventIntake],
})
export class IntakeModule {}
