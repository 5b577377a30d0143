import { SingleBar } from 'cli-progress';

/** Shows how far an import is. */
export interface Progress {
  start(totalBytes: number): void;
  update(bytes: number, events: number): void;
  /** A line for the reader, between the updates. */
  note(line: string): void;
  stop(): void;
}

export const silent: Progress = { start() {}, update() {}, note() {}, stop() {} };

/** A bar on a terminal; elsewhere one plain line for every tenth of the file. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : plainLines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  const single = new SingleBar({
    stream,
    format: '导入 {bar} {percentage}% | {events} events | 剩余 eta {eta_formatted}',
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

function plainLines(stream: NodeJS.WriteStream): Progress {
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
      stream.write(`导入 import: ${tenth * 10}% · ${events} events\n`);
    },
    note: (line) => stream.write(`${line}\n`),
    stop: () => undefined,
  };
}
