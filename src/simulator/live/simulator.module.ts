import { Module } from '@nestjs/common';
import { LiveRepository } from './live.repository.js';
import { SimulatorService } from './simulator.service.js';

/** The demonstration's own events. */
@Module({ providers: [LiveRepository, SimulatorService] })
export class SimulatorModule {}
