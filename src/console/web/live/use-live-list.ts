import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { CardBrief } from '../../console.protocol.js';
import { painted } from '../shared/painted.js';
import { type LevelCounts, totalOf } from './card-feed.js';
import { choicesOf, NO_CHOICES } from './choices.js';
import { LiveList } from './live-list.js';
import { hangsOnTime, isFiltered, type LiveQuery, matcherOf, queryTextOf, without } from './live-query.js';
import { LevelTally } from './tally.js';
import { trendOf, type Trend } from './trend.js';
import { shanghaiNow } from '../shared/today.js';
import { useCardFeed } from './use-card-feed.js';

/** A row stays marked as new for this long (ms); a class, not an animation: office machines render in software. */
const FRESH = 1_000;
/** What is worked out from all cards follows them at this rhythm (ms). */
const SLOW = 2_000;

/** The rows that the address asks for, with the numbers around them; new rows wait while `holding`. */
export function useLiveList(query: Ref<LiveQuery>, views: Ref<readonly LiveQuery[]>, holding: Ref<boolean>) {
  let list = new LiveList(query.value);
  let levels = new LevelTally(query.value);
  let kept = tallies(views.value);
  const rows = shallowRef<readonly CardBrief[]>([]);
  const held = shallowRef<readonly CardBrief[]>([]);
  const tallied = shallowRef<{ levels: LevelCounts; views: readonly number[] }>(talliesOf());
  const fresh = useFresh();
  const slow = useSlowly(
    () => [choicesOf(feed.values()), trendOf(matching(), shanghaiNow())] as const,
    // What narrows the list is named by what was found in it.
    () => isFiltered(query.value),
  );

  const source = useCardFeed({
    filled: (anew) => {
      list.fill(feed.values(), anew ? [] : list.held);
      recount();
      slow.now();
    },
    arrived: (cards) => {
      if (list.arrive(cards, holding.value) > 0 && !holding.value) fresh.add(cards);
      for (const tally of [levels, ...kept]) tally.add(cards);
      publish();
    },
    changed: () => {
      list.refresh((id) => feed.get(id));
      if (!holding.value && hangsOnTime(list.query)) list.fill(feed.values());
      recount();
    },
    gone: (ids) => {
      if (ids.size === 0) return;
      list.drop(ids);
      recount();
    },
  });
  const { feed, status } = source;

  function matching(): CardBrief[] {
    const matches = matcherOf(query.value);
    return [...feed.values()].filter(matches);
  }
  function talliesOf() {
    return { levels: { ...levels.counts }, views: views.value.map((view, i) => kept[i]?.of(view) ?? 0) };
  }
  function publish(): void {
    [rows.value, held.value] = [list.rows, list.held.slice()];
    tallied.value = talliesOf();
    if (feed.loaded) slow.later();
  }
  function recount(): void {
    for (const tally of [levels, ...kept]) tally.recount(feed.values());
    publish();
  }
  function showHeld(): void {
    const shown = list.showHeld();
    if (!holding.value && hangsOnTime(list.query)) list.fill(feed.values());
    fresh.add(shown);
    publish();
  }

  watch(
    () => queryTextOf(query.value),
    () => {
      list = new LiveList(query.value);
      levels = new LevelTally(query.value);
      list.fill(feed.values());
      recount();
      slow.now();
    },
  );
  watch(views, () => {
    kept = tallies(views.value);
    recount();
  });
  watch(holding, (hold) => !hold && showHeld());

  /** Of all cards on the server where the level alone narrows, else of those at hand; null before they are. */
  const counts = computed<Readonly<LevelCounts> | null>(() => {
    if (!status.value.loaded) return null;
    if (!isFiltered(without(query.value, 'level'))) return status.value.counts;
    return status.value.complete || source.older.value === 'idle' ? tallied.value.levels : null;
  });
  const viewCounts = computed(() =>
    views.value.map((view, i) => {
      if (!status.value.loaded) return null;
      const all = status.value.counts;
      if (!isFiltered(without(view, 'level'))) return view.level === undefined ? totalOf(all) : all[view.level];
      return status.value.complete || source.older.value === 'idle' ? (tallied.value.views[i] ?? null) : null;
    }),
  );
  const choices = computed(() => slow.result.value?.[0] ?? NO_CHOICES);
  const trend = computed<Trend | null>(() => (status.value.loaded ? (slow.result.value?.[1] ?? null) : null));
  return { ...source, rows, held, fresh: fresh.ids, counts, viewCounts, choices, trend, showHeld };
}

const tallies = (views: readonly LiveQuery[]): LevelTally[] => views.map((view) => new LevelTally(view));

function useFresh() {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const timers = new Set<ReturnType<typeof setTimeout>>();
  onScopeDispose(() => timers.forEach(clearTimeout));
  const add = (cards: readonly CardBrief[]): void => {
    if (cards.length === 0) return;
    ids.value = new Set([...ids.value, ...cards.map(({ id }) => id)]);
    const timer = setTimeout(() => {
      timers.delete(timer);
      const rest = new Set(ids.value);
      for (const { id } of cards) rest.delete(id);
      ids.value = rest;
    }, FRESH);
    timers.add(timer);
  };
  return { ids, add };
}

/** Works something out anew when asked, at most once in a while, and for the first time when the rows are seen. */
function useSlowly<T>(work: () => T, hurry: () => boolean) {
  const result = shallowRef<T>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  onScopeDispose(() => {
    stopped = true;
    clearTimeout(timer);
  });
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    result.value = work();
  };
  const later = (): void => {
    if (timer !== undefined) return;
    const seen = (): void => void painted().then(() => !stopped && now());
    if (result.value === undefined) timer = setTimeout(hurry() ? now : seen);
    else timer = setTimeout(now, SLOW);
  };
  return { result, now, later };
}
