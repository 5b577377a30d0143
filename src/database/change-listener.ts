import pg from 'pg';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/**
 * Listens on a connection of its own for the word that something was written. A lost word costs at most the time until
 * the next poll; a lost connection is made again.
 */
export class ChangeListener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private delay = FIRST_RETRY_MS;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly wake: () => void,
    /** What the database shows of the connection. */
    private readonly name: string,
  ) {}

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: this.name,
    });
    this.client = client;
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      client.removeAllListeners('notification');
      client.end().catch(() => undefined);
      this.retry();
    };
    client.on('notification', this.wake).on('error', lose).on('end', lose);
    try {
      await client.connect();
      await client.query(`LISTEN ${this.channel}`);
      this.delay = FIRST_RETRY_MS;
      // Whatever was written while nobody listened.
      this.wake();
    } catch {
      lose();
    }
  }

  private retry(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), this.delay);
    this.delay = Math.min(2 * this.delay, LAST_RETRY_MS);
  }
}
