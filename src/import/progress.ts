import { SingleBar } from 'cli-progress';

/** Shows how far a long work is: an import by bytes, a simulation by cases. */
export interface Progress {
  start(total: number): void;
  update(done: number, events: number): void;
  /** A line for the reader, between the updates. */
  note(line: string): void;
  stop(): void;
}

export const silent: Progress = { start() {}, update() {}, note() {}, stop() {} };

/** What goes on, in Chinese and English. */
type Title = readonly [zh: string, en: string];

/** A bar on a terminal; elsewhere one plain line for every tenth of the whole. */
export function createProgress(stream: NodeJS.WriteStream, title: Title = ['导入', 'import']): Progress {
  return stream.isTTY ? bar(stream, title) : plainLines(stream, title);
}

function bar(stream: NodeJS.WriteStream, [zh]: Title): Progress {
  const single = new SingleBar({
    stream,
    format: `${zh} {bar} {percentage}% | {events} events | 剩余 eta {eta_formatted}`,
    hideCursor: true,
    clearOnComplete: true,
  });
  return {
    start: (total) => single.start(total, 0, { events: 0 }),
    update: (bytes, events) => single.update(bytes, { events }),
    note: (line) => stream.write(`\r\u001b[K${line}\n`),
    stop: () => single.stop(),
  };
}

function plainLines(stream: NodeJS.WriteStream, [zh, en]: Title): Progress {
  let total = 0;
  let shown = 0;
  return {
    start: (bytes) => {
      total = bytes;
      shown = 0;
    },
    update: (bytes, events) => {
      const tenth = total > 0 ? Math.floor((bytes / total) * 10) : 0;
      if (tenth <= shown) return;
      shown = tenth;
      stream.write(`${zh} ${en}: ${tenth * 10}% · ${events} events\n`);
    },
    note: (line) => stream.write(`${line}\n`),
    stop: () => undefined,
  };
}
