import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { ProposalBrief, ProposalEntryPage } from '../console/trials.protocol.js';
import { LIMIT_QUERY } from '../http/page-query.js';
import { Roles, Who } from '../identity/access.decorator.js';
import type { Account } from '../identity/account.js';
import { ENTRY_DECISIONS, PROPOSAL_ACTIONS } from './proposal.query.js';
import { ProposalBriefDto, ProposalDecisionDto, ProposalEntryPageDto } from './proposals.dto.js';

import { ProposalsService } from './proposals.service.js';

@ApiTags('试算 trials')
@Controller('api/v1/trials/:id/proposal')
@Roles('inspector', 'province')
export class ProposalsController {
  constructor(private readonly proposals: ProposalsService) {}

  @Post()
  @ApiOperation({
    summary: '所试内容生效后：建议撤销、补发哪些牌 / once in force: which cards to revoke and to add, as a proposal',
  })
  @ApiCreatedResponse({ type: ProposalBriefDto })
  @ApiConflictResponse({ description: '`not-done` `not-in-force` `too-many` `nothing` `exists`' })
  propose(@Param('id') id: string, @Who() account: Account): Promise<ProposalBrief> {
    return this.proposals.propose(id, account);
  }

  @Get('entries')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '建议逐条，附两次计算 / the entries of a proposal, with both computations' })
  @ApiQuery({ name: 'action', enum: PROPOSAL_ACTIONS, required: false })
  @ApiQuery({ name: 'decision', enum: ENTRY_DECISIONS, required: false })
  @ApiQuery(LIMIT_QUERY)
  @ApiQuery({ name: 'cursor', type: String, required: false, description: '上一页的 nextCursor' })
  @ApiOkResponse({ type: ProposalEntryPageDto })
  entries(@Param('id') id: string, @Query() query: unknown, @Who() account: Account): Promise<ProposalEntryPage> {
    return this.proposals.entries(id, query, account);
  }

  @Post('decision')
  @HttpCode(200)
  @ApiOperation({
    summary: '决定全部或者部分条目，须说明理由 / decide all open entries, or some of them, with a reason',
  })
  @ApiBody({ type: ProposalDecisionDto })
  @ApiOkResponse({ type: ProposalBriefDto })
  @ApiForbiddenResponse({ description: '`second-person`' })
  @ApiConflictResponse({ description: '`decided`' })
  decide(@Param('id') id: string, @Body() body: unknown, @Who() account: Account): Promise<ProposalBrief> {
    return this.proposals.decide(id, body, account);
  }
}
