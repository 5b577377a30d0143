import { Injectable } from '@nestjs/common';
import { MAX_VIEWS, type SavedView } from '../console/console.protocol.js';
import { problem } from '../http/problem.js';
import type { Account } from '../identity/account.js';
import { readView } from './view.dto.js';
import { type ViewRefusal, ViewsRepository } from './views.repository.js';

const PROBLEMS = {
  'name-taken': { zh: '已有同名的视图', en: 'there is a view of this name already' },
  'too-many': { zh: `视图已满 ${MAX_VIEWS} 个`, en: `there are ${MAX_VIEWS} views already` },
} as const;
const notFound = () => problem(404, 'view-not-found', { zh: '没有这个视图', en: 'there is no such view' });

/** What each account has kept for itself; it says what to look at, never what may be seen. */
@Injectable()
export class ViewsService {
  constructor(private readonly views: ViewsRepository) {}

  async list({ id }: Account): Promise<{ items: SavedView[] }> {
    return { items: await this.views.of(id) };
  }

  /** @throws 400; 409 `name-taken`, `too-many` */
  async add(body: unknown, { id }: Account): Promise<SavedView> {
    return keptOf(await this.views.add(id, readView(body), MAX_VIEWS));
  }

  /** @throws 400; 404; 409 `name-taken` */
  async change(view: string, body: unknown, { id }: Account): Promise<SavedView> {
    const changed = isNumber(view) ? await this.views.change(id, view, readView(body)) : undefined;
    if (changed === undefined) throw notFound();
    return keptOf(changed);
  }

  /** @throws 404 */
  async remove(view: string, { id }: Account): Promise<void> {
    if (!isNumber(view) || !(await this.views.remove(id, view))) throw notFound();
  }
}

const isNumber = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);

function keptOf(outcome: SavedView | ViewRefusal): SavedView {
  if (typeof outcome === 'string') throw problem(409, outcome, PROBLEMS[outcome], 'name');
  return outcome;
}
