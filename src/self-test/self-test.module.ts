import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { SelfTestController } from './self-test.controller.js';
import { SelfTestRepository } from './self-test.repository.js';
import { SelfTestService } from './self-test.service.js';

/** 自检. */
@Module({
  imports: [CatalogueModule],
  controllers: [SelfTestController],
  providers: [SelfTestRepository, SelfTestService],
})
export class SelfTestModule {}
