import { Inject, Injectable, Logger } from '@nestjs/common';
import { knownMembers, textOf } from '../http/input.js';
import { isId, pageOf } from '../http/page-query.js';
import { badRequest, outOfScope } from '../http/problem.js';
import { Turns } from '../http/turns.js';
import { canSee, visibleOrg, type Account } from '../identity/account.js';
import { EventIntake } from '../intake/event-intake.js';
import { isPlainObject } from '../intake/payloads/values.js';
import { scopeWithin, type Feed } from '../sources/feed.js';
import { FeedService } from '../sources/feed.service.js';
import type { Verdict } from '../supervision/delivery.js';
import { Clock } from '../time/clock.js';
import { alreadyResolved, feedUnknown, notAnEvent, notFound, notStored, rejectedAgain } from './quarantine.problem.js';
import { CURSOR_MARK, type QuarantinePageQuery } from './quarantine.query.js';
import { QuarantineRepository, type HeldEntry, type QuarantineRow } from './quarantine.repository.js';
import {
  quarantineEntryView,
  quarantineView,
  type QuarantineEntryView,
  type QuarantinePageView,
  type ResubmittedView,
} from './quarantine.view.js';
import { resolutionText } from './resolution.js';

const MAX_REASON = 500;

/** Turned-down events: listed, corrected and resubmitted, or dismissed. */
@Injectable()
export class QuarantineService {
  private readonly log = new Logger('quarantine');
  /** An entry is held while the intake works, so only one at a time: it must not use up the connections. */
  private readonly turns = new Turns(1);

  constructor(
    @Inject(QuarantineRepository) private readonly entries: QuarantineRepository,
    @Inject(EventIntake) private readonly intake: Pick<EventIntake, 'submitOne'>,
    @Inject(FeedService) private readonly feeds: FeedService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async page({ filter, limit, after }: QuarantinePageQuery, account: Account): Promise<QuarantinePageView> {
    const scope = visibleOrg(account);
    const [rows, total] = await Promise.all([
      this.entries.page(filter, scope, limit + 1, after),
      this.entries.count(filter, scope),
    ]);
    const { page, nextCursor } = pageOf(CURSOR_MARK, rows, limit);
    return { items: page.map(quarantineView), nextCursor, total };
  }

  /** @throws 404 also for an entry that the account may not see */
  async entry(id: string, account: Account): Promise<QuarantineEntryView> {
    const row = isId(id) ? await this.entries.byId(id, visibleOrg(account)) : undefined;
    if (!row) throw notFound();
    return quarantineEntryView(row);
  }

  /**
   * Once it is taken, earlier attempts at the same event are resolved, too.
   * @throws 403 when a limited account would report on others in the name of their feed
   * @throws 422 when it is turned down again: the entry stays open, the attempt is an entry of its own
   */
  async resubmit(id: string, body: unknown, account: Account): Promise<ResubmittedView> {
    const { event } = knownMembers(body ?? {}, ['event']);
    if (event !== undefined && !isPlainObject(event))
      throw badRequest('event', { zh: '应为 JSON 对象', en: 'must be a JSON object' });
    return this.whileOpen(id, account, async (entry) => {
      const sent = event ?? storedEvent(entry.row);
      const feed = await this.feedOf(entry.row);
      assertOwn(feed, entry.row, sent, visibleOrg(account));
      const verdict = await this.deliver(feed, sent);
      if (verdict.kind === 'rejected') throw rejectedAgain(verdict);
      const resolution = resolutionText({ action: 'resubmitted', by: account.username, reason: null });
      const row = await entry.resolve(this.clock.now(), resolution);
      await entry.resolveAttempts(sent, this.clock.now(), resolution);
      return { ...quarantineEntryView(row), verdict: verdict.kind };
    });
  }

  async dismiss(id: string, body: unknown, account: Account): Promise<QuarantineEntryView> {
    const reason = textOf(knownMembers(body, ['reason']).reason, 'reason', MAX_REASON).trim();
    const resolution = resolutionText({ action: 'dismissed', by: account.username, reason });
    return this.whileOpen(id, account, async (entry) =>
      quarantineEntryView(await entry.resolve(this.clock.now(), resolution)),
    );
  }

  private async whileOpen<T>(id: string, account: Account, work: (entry: HeldEntry) => Promise<T>): Promise<T> {
    await this.entry(id, account);
    return this.turns.take(() =>
      this.entries.holding(id, (entry) => {
        if (!entry) throw notFound();
        if (entry.row.resolvedAt !== null) throw alreadyResolved(entry.row.resolution);
        return work(entry);
      }),
    );
  }

  private async feedOf({ feed: id }: QuarantineRow): Promise<Feed> {
    const feed = id === null ? undefined : await this.feeds.byId(id);
    if (!feed) throw feedUnknown();
    return feed;
  }

  private async deliver(feed: Feed, event: Record<string, unknown>): Promise<Verdict> {
    try {
      return (await this.intake.submitOne(feed, event)).verdict;
    } catch (error) {
      this.log.error(
        `an entry could not be resubmitted: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      throw notStored();
    }
  }
}

/** In the name of a feed that reports on others, too, a limited account may send only what concerns the entry's case. */
function assertOwn(feed: Feed, { caseNo }: QuarantineRow, event: Record<string, unknown>, visible: string | undefined) {
  if (scopeWithin(feed.scope, visible).length === feed.scope.length) return;
  if (event.subject !== caseNo) throw outOfScope('event.subject');
  if (event.data_base64 !== undefined) throw outOfScope('event.data_base64');
  const org = isPlainObject(event.data) ? event.data.org : undefined;
  if (org !== undefined && !(typeof org === 'string' && canSee(visible, org))) throw outOfScope('event.data.org');
}

function storedEvent({ body }: QuarantineRow): Record<string, unknown> {
  try {
    const event: unknown = JSON.parse(body);
    if (isPlainObject(event)) return event;
  } catch {
    // Not JSON, or cut off at the size that quarantine keeps.
  }
  throw notAnEvent();
}
