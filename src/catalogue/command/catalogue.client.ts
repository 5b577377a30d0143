import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import type { ExportFormat, ImportAnswer } from '../../console/exchange.protocol.js';
import type { ProblemBody } from '../../http/problem.js';

/** A server that does not answer, or refuses; its message is for people. */
export class CatalogueRefusal extends Error {}

export interface Login {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

export interface SentFile {
  readonly kind: CatalogueKind;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Name of the mapping: the file holds national tables. */
  readonly source: string | undefined;
  readonly table: string | undefined;
  readonly note: string | undefined;
  readonly apply: boolean;
}

/** The catalogue of a server as an account sees it, over the public API. */
export class CatalogueClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws CatalogueRefusal */
  static async signIn({ url, username, password }: Login): Promise<CatalogueClient> {
    const root = url.replace(/\/+$/u, '');
    const body = JSON.stringify({ username, password });
    const headers = { 'content-type': 'application/json' };
    const answer = await answerOf(`${root}/api/v1/session`, { method: 'POST', headers, body });
    const { token } = (await answer.json()) as { token: string };
    return new CatalogueClient(root, token);
  }

  /** @throws CatalogueRefusal */
  async export(kind: CatalogueKind, format: ExportFormat, table: string | undefined): Promise<Uint8Array> {
    const query = table === undefined ? '' : `?${new URLSearchParams({ table }).toString()}`;
    return new Uint8Array(await (await this.ask(`${kind}.${format}${query}`)).arrayBuffer());
  }

  /** @throws CatalogueRefusal */
  async import({ kind, type, bytes, source, table, note, apply }: SentFile): Promise<ImportAnswer> {
    const given = { source, table, note, apply: String(apply) };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
    const path = `${kind}/import${source === undefined ? '' : '-national'}?${query.toString()}`;
    const answer = await this.ask(path, { method: 'POST', headers: { 'content-type': type }, body: bytes });
    return (await answer.json()) as ImportAnswer;
  }

  private ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.token}` };
    return answerOf(`${this.url}/api/v1/catalogue/${path}`, { ...init, headers });
  }
}

async function answerOf(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init).catch((error: unknown) => {
    const reason = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : '';
    throw new CatalogueRefusal(`服务器没有答复 / no answer from ${new URL(url).origin}: ${reason}`);
  });
  if (answer.ok) return answer;
  const text = await answer.text();
  throw new CatalogueRefusal(refusalText(answer.status, text));
}

function refusalText(status: number, text: string): string {
  try {
    const { code, message } = JSON.parse(text) as ProblemBody;
    return `${status} ${code}: ${message.zh} / ${message.en}`;
  } catch {
    return `${status} ${text.slice(0, 200)}`;
  }
}
