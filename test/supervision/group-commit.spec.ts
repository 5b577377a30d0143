import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { groupCommit } from '../../src/supervision/group-commit.operator.js';

/** A writer that a test lets finish batch by batch, as a transaction would. */
class HeldWriter {
  readonly batches: string[] = [];
  private readonly running: { done: () => void; fail: (error: Error) => void }[] = [];
  atOnce = 0;
  most = 0;

  readonly write = async (batch: readonly string[]): Promise<string> => {
    this.batches.push(batch.join(' '));
    this.most = Math.max(this.most, ++this.atOnce);
    await new Promise<void>((done, fail) => this.running.push({ done, fail }));
    this.atOnce -= 1;
    return batch.join(' ');
  };

  async finish(): Promise<void> {
    this.running.shift()!.done();
    await settled();
  }

  async fail(error: Error): Promise<void> {
    this.running.shift()!.fail(error);
    await settled();
  }
}

/** Two turns of the loop: the operator takes one before it writes. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 2; i += 1) await new Promise((turn) => setImmediate(turn));
};

/** Items are words, `x5` weighs 5, all others 1. What the stream said is in `marbles`: batches, `|` or `#`. */
function stream(maxWeight = 3) {
  const writer = new HeldWriter();
  const source$ = new Subject<string>();
  const marbles: string[] = [];
  const weigh = (item: string): number => Number(/\d+$/.exec(item)?.[0] ?? 1);
  const subscription = source$.pipe(groupCommit(maxWeight, weigh, writer.write)).subscribe({
    next: (batch) => marbles.push(batch),
    complete: () => marbles.push('|'),
    error: (error: Error) => marbles.push(`# ${error.message}`),
  });
  const send = async (...items: string[]): Promise<void> => {
    for (const item of items) source$.next(item);
    await settled();
  };
  return { writer, source$, marbles, send, subscription };
}

describe('group commit', () => {
  it('writes at once while the writer is idle', async () => {
    const { writer, send, marbles } = stream();
    await send('a');
    expect(writer.batches).toEqual(['a']);
    expect(marbles).toEqual([]);
    await writer.finish();
    expect(marbles).toEqual(['a']);
    await send('b');
    expect(writer.batches).toEqual(['a', 'b']);
  });

  it('merges what comes in one turn of the loop', async () => {
    const { writer, send } = stream();
    await send('a', 'b', 'c');
    expect(writer.batches).toEqual(['a b c']);
  });

  it('merges what comes while the writer is busy, and never writes two batches at once', async () => {
    const { writer, send, marbles } = stream();
    await send('a');
    await send('b');
    await send('c');
    expect(writer.batches).toEqual(['a']);
    await writer.finish();
    expect(writer.batches).toEqual(['a', 'b c']);
    await writer.finish();
    expect(marbles).toEqual(['a', 'b c']);
    expect(writer.most).toBe(1);
  });

  it('bounds a batch by weight, not by number', async () => {
    const { writer, send } = stream(4);
    await send('busy');
    await send('a2', 'b2', 'c1', 'd3', 'e2');
    for (let i = 0; i < 4; i += 1) await writer.finish();
    expect(writer.batches).toEqual(['busy', 'a2 b2', 'c1 d3', 'e2']);
  });

  it('takes an item that is heavier than the bound alone', async () => {
    const { writer, send } = stream(3);
    await send('busy');
    await send('a', 'huge9', 'b');
    for (let i = 0; i < 4; i += 1) await writer.finish().catch(() => undefined);
    expect(writer.batches).toEqual(['busy', 'a', 'huge9', 'b']);
  });

  it('keeps the order of arrival over many batches', async () => {
    const { writer, send } = stream(3);
    const items = Array.from({ length: 20 }, (_, i) => `n${'abcdefghijklmnopqrst'[i]}`);
    await send(items[0]!);
    await send(...items.slice(1));
    for (let i = 0; writer.atOnce > 0 && i < 20; i += 1) await writer.finish();
    expect(writer.batches.join(' ').split(' ')).toEqual(items);
    expect(Math.max(...writer.batches.map((b) => b.split(' ').length))).toBe(3);
  });

  it('loses nothing that comes as a batch ends', async () => {
    const { writer, source$, send, marbles } = stream();
    await send('a');
    const finishing = writer.finish();
    source$.next('b');
    await finishing;
    await settled();
    await writer.finish();
    expect(marbles).toEqual(['a', 'b']);
  });

  it('completes at once when nothing is under way', () => {
    const { source$, marbles } = stream();
    source$.complete();
    expect(marbles).toEqual(['|']);
  });

  it('completes after the writer has written all that came before', async () => {
    const { writer, source$, send, marbles } = stream();
    await send('a');
    await send('b');
    source$.complete();
    expect(marbles).toEqual([]);
    await writer.finish();
    expect(marbles).toEqual(['a']);
    await writer.finish();
    expect(marbles).toEqual(['a', 'b', '|']);
  });

  it('completes after items that came in the same turn as the completion', async () => {
    const { writer, source$, marbles } = stream();
    source$.next('a');
    source$.complete();
    await settled();
    await writer.finish();
    expect(marbles).toEqual(['a', '|']);
  });

  it('ends with the error of its writer and writes nothing more', async () => {
    const { writer, send, marbles } = stream();
    await send('a');
    await send('b');
    await writer.fail(new Error('disk full'));
    expect(marbles).toEqual(['# disk full']);
    await send('c');
    expect(writer.batches).toEqual(['a']);
  });

  it('hands on the error of its source', () => {
    const { source$, marbles } = stream();
    source$.error(new Error('gone'));
    expect(marbles).toEqual(['# gone']);
  });

  it('begins no further batch once nobody listens', async () => {
    const { writer, send, subscription } = stream();
    await send('a');
    await send('b');
    subscription.unsubscribe();
    await writer.finish();
    expect(writer.batches).toEqual(['a']);
  });
});
