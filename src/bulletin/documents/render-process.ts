import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Turns } from '../../http/turns.js';
import type { RenderAnswer, RenderOrder, RenderPlaces, RenderRequest, RenderedDocument } from './render.protocol.js';

/** Documents that wait for the one that is being made; further ones are asked to come again. */
export const MAX_WAITING = 8;
/** A document takes a second or two; whatever takes longer is stuck (milliseconds). */
export const RENDER_TIMEOUT_MS = 30_000;
/** The process ends when nobody has asked for a document for so long, and its memory with it (milliseconds). */
export const IDLE_MS = 60_000;

/** More documents are asked for than can be made. */
export class RenderBusy extends Error {
  override readonly name = 'RenderBusy';
}

/** The document could not be made; the message says why, for the log. */
export class RenderFailure extends Error {
  override readonly name = 'RenderFailure';
}

/** The compiled worker; beside sources (in tests) it is that of the last build. */
function workerFile(): string {
  const here = fileURLToPath(new URL('./render.worker.js', import.meta.url));
  return existsSync(here)
    ? here
    : fileURLToPath(new URL('../../../dist/server/bulletin/documents/render.worker.js', import.meta.url));
}

export interface RenderLimits {
  readonly timeout?: number;
  readonly idle?: number;
  readonly waiting?: number;
}

/** One process that makes one document at a time. Begins with the first one. */
export class RenderProcess {
  private readonly turns: Turns;
  private child: ChildProcess | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private asked = 0;
  private stopped = false;

  constructor(
    private readonly places: RenderPlaces,
    private readonly limits: RenderLimits = {},
  ) {
    const { waiting = MAX_WAITING } = limits;
    this.turns = new Turns(1, waiting, () => new RenderBusy('too many documents wait to be made'));
  }

  /** @throws RenderBusy, RenderFailure */
  render(order: RenderOrder): Promise<RenderedDocument> {
    return this.turns.take(async () => {
      clearTimeout(this.idleTimer);
      try {
        return await this.ask({ order, id: (this.asked += 1) });
      } finally {
        this.idleTimer = setTimeout(() => this.end(), this.limits.idle ?? IDLE_MS);
        this.idleTimer.unref();
      }
    });
  }

  /** Of the process while there is one. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.idleTimer);
    this.end();
  }

  private ask(request: RenderRequest): Promise<RenderedDocument> {
    if (this.stopped) throw new RenderBusy('the server stops');
    const child = this.running();
    return new Promise<RenderedDocument>((resolve, reject) => {
      const fail = (reason: string): void => {
        settle();
        this.end();
        reject(this.stopped ? new RenderBusy('the server stops') : new RenderFailure(reason));
      };
      const onMessage = (answer: RenderAnswer): void => {
        if (answer.id !== request.id) return;
        settle();
        if ('failure' in answer) reject(new RenderFailure(answer.failure));
        else resolve(answer);
      };
      const onExit = (code: number | null, signal: string | null): void => fail(`it ended: ${signal ?? code}`);
      const onError = (error: Error): void => fail(error.message);
      const { timeout = RENDER_TIMEOUT_MS } = this.limits;
      const timer = setTimeout(() => fail(`no document within ${timeout} ms`), timeout);
      const settle = (): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
      };
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      child.send(request, (error) => error && fail(error.message));
    });
  }

  private running(): ChildProcess {
    if (this.child?.connected) return this.child;
    const { templateDir, fontDir = '' } = this.places;
    this.child = fork(workerFile(), [templateDir, fontDir], {
      cwd: templateDir,
      // Nothing of the server's environment: no secret, and on Linux no font of this machine either.
      env: { FONTCONFIG_FILE: `${templateDir}/no-system-fonts.conf` },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // A child without work must not keep the server alive, nor its failure end it.
    this.child.unref();
    this.child.channel?.unref();
    this.child.on('error', () => undefined);
    return this.child;
  }

  private end(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}
