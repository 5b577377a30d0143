import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { startServer, type TestServer } from '../support/server.js';

interface Operation {
  readonly summary?: string;
  readonly responses?: Record<string, unknown>;
  readonly security?: Record<string, string[]>[];
  readonly requestBody?: {
    content: Record<string, { examples?: Record<string, { value: unknown }>; example?: unknown }>;
  };
}
interface Description {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
}

let server: TestServer;
let description: Description;
beforeAll(async () => {
  server = await startServer();
  description = (await server.ask<Description>('/api/openapi.json')).body;
});
afterAll(() => server.stop());

const operations = (): [string, Operation][] =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** What the running server listens to, but for the description itself. */
function routes(): string[] {
  const { router } = server.app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  const all = router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((m) => `${m.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`),
  );
  return all.filter((route) => !/ \/(api\/docs|api\/openapi)/.test(route));
}

const eventsPost = () => description.paths['/api/v1/events']?.['post'];

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(description.openapi).toMatch(/^3\.1\./);
    expect(await new Validator().validate({ ...description })).toEqual({ valid: true });
  });

  it('says how each route refuses: who is not signed in, who has no right, what is wrong or not there', () => {
    const answers = (method: string, path: string) => Object.keys(description.paths[path]?.[method]?.responses ?? {});
    expect(answers('get', '/api/v1/cards')).toEqual(expect.arrayContaining(['200', '400', '401', '403', '503']));
    expect(answers('get', '/api/v1/cases/{caseNo}')).toEqual(expect.arrayContaining(['401', '404']));
    expect(answers('put', '/api/v1/items/{code}')).toEqual(expect.arrayContaining(['400', '401', '403']));
    for (const costly of [
      'statistics/month',
      'statistics/month.csv',
      'statistics/overview',
      'bulletins/{month}/preview',
    ])
      expect([costly, answers('get', `/api/v1/${costly}`).includes('429')]).toEqual([costly, true]);
    expect(answers('get', '/health/ready')).toEqual(expect.arrayContaining(['200', '503']));
    expect(answers('post', '/api/v1/events')).toEqual(expect.arrayContaining(['200', '408', '422', '429']));
  });

  it('describes every route of the running server, and no other', () => {
    expect(routes().length).toBeGreaterThan(15);
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual(routes().sort());
  });

  it('says for every operation what it does, how it answers and who may call it', () => {
    for (const [name, { summary, responses, security }] of operations()) {
      expect([name, summary]).toEqual([name, expect.stringMatching(/\S/)]);
      expect([name, Object.keys(responses ?? {}).length]).not.toEqual([name, 0]);
      const isPublic = /\/(health|metrics|schemas)\b|\/session/.test(name);
      if (!isPublic) expect([name, security?.length ?? 0]).not.toEqual([name, 0]);
    }
  });

  it('can be browsed', async () => {
    const page = await fetch(`${server.url}/api/docs`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger');
  });
});

describe('its examples of events', () => {
  const examples = () => eventsPost()?.requestBody?.content['application/cloudevents+json']?.examples ?? {};

  it('show every type', () => {
    const types = Object.values(examples()).map((example) => (example.value as { type: string }).type);
    expect(types.sort()).toEqual(INCOMING_TYPES.map((type) => `approval.${type}`).sort());
  });

  it('are accepted, each by itself', async () => {
    for (const { value } of Object.values(examples())) {
      const { type } = value as { type: string };
      const token = type === 'approval.feed.watermark' ? 'demo-replay' : 'demo-window';
      const { status, body } = await server.postOne(value, token);
      expect({ type, status, body }).toMatchObject({ type, status: 200, body: { accepted: 1, rejected: [] } });
    }
  });

  it.each(['application/cloudevents-batch+json', 'application/x-ndjson'])('are accepted together: %s', async (type) => {
    const example = eventsPost()?.requestBody?.content[type]?.example;
    const body = typeof example === 'string' ? example : JSON.stringify(example);
    expect(await server.postRaw(body, { 'content-type': type })).toMatchObject({
      status: 200,
      body: { duplicates: 2, rejected: [] },
    });
  });
});
