import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_SCHEME, SOURCE_SCHEME } from '../identity/access.decorator.js';
import { eventExamples } from '../intake/event-examples.js';
import { eventSchemas } from '../intake/event-schema.js';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

const ANSWER = {
  type: 'object',
  required: ['accepted', 'duplicates', 'rejected'],
  properties: {
    accepted: { type: 'integer', description: '已入库并研判 / durable and judged' },
    duplicates: { type: 'integer', description: '重复，未改变任何内容 / repeats that changed nothing' },
    rejected: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          index: { type: 'integer' },
          id: { type: ['string', 'null'] },
          reason: { type: 'string' },
          member: { type: ['string', 'null'] },
          detail: { type: 'string' },
        },
      },
    },
    rejectedTotal: { type: 'integer', description: 'rejected 最多列出 10,000 条 / rejected lists 10,000 at most' },
  },
};

const PROBLEM = {
  type: 'object',
  required: ['statusCode', 'code', 'message'],
  properties: {
    statusCode: { type: 'integer' },
    code: { type: 'string', description: '供程序判断 / for programs' },
    message: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
    member: { type: 'string', description: '有误的成员 / the member of the request that is wrong' },
  },
};

/** The description of the whole API (OpenAPI 3.1), derived from the running application's routes and DTOs. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('亮牌 Liangpai')
    .setDescription('行政审批电子监察 / electronic supervision of administrative approvals')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'POST /api/v1/session' }, SESSION_SCHEME)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: '信息源令牌 / source token' }, SOURCE_SCHEME);
  const document = SwaggerModule.createDocument(app, builder.build());
  document.components ??= {};
  document.components.schemas = {
    ...document.components.schemas,
    ...eventSchemas(),
    EventAnswer: ANSWER,
    Problem: PROBLEM,
  };
  describeEvents(document);
  describeProblems(document);
  return document;
}

function describeEvents(document: OpenAPIObject): void {
  const post = document.paths['/api/v1/events']?.post;
  if (!post) throw new Error('POST /api/v1/events is not described');
  const examples = eventExamples();
  const some = Object.values(examples)
    .slice(0, 2)
    .map(({ value }) => value);
  post.requestBody = {
    required: true,
    content: {
      'application/cloudevents+json': { schema: ref('ApprovalEvent'), examples },
      'application/cloudevents-batch+json': {
        schema: { type: 'array', items: ref('ApprovalEvent') },
        example: some,
      },
      'application/x-ndjson': {
        schema: { type: 'string' },
        example: some.map((event) => JSON.stringify(event)).join('\n'),
      },
      'application/json': { schema: { type: 'object', description: 'binary mode: ce-* headers, body = data' } },
    },
  };
  const answer = { 'application/json': { schema: ref('EventAnswer') } };
  post.responses = {
    '200': {
      description: '每个已接收事件均已持久化并完成研判 / every accepted event is durable and judged',
      content: answer,
    },
    '400': { description: '请求无法读取 / the request cannot be read' },
    '401': { description: '令牌无效 / wrong token' },
    '408': { description: '正文中断过久 / the body has been silent for too long' },
    '403': { description: '超出信息源范围 / out of the scope of the source', content: answer },
    '413': { description: '内容过大 / too large' },
    '415': { description: '内容类型不支持 / unsupported content type' },
    '422': { description: '单个事件未通过校验 / a single event was rejected', content: answer },
    '429': { description: '报送过快，见 Retry-After / too fast, see Retry-After' },
    '503': { description: '暂时无法保存，见 Retry-After / cannot be stored now, see Retry-After' },
  };
}

/** `/api/openapi.json`, and the browsable page at `/api/docs`. */
export function serveApiDescription(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}

const PROBLEMS: Readonly<Record<string, string>> = {
  '400': '请求有误，指明成员 / the request is wrong, with the member',
  '401': '未登录或令牌无效 / not signed in, or a wrong token',
  '403': '无此权限 / no right to do this',
  '404': '不存在，或无权查看 / not there, or not to be seen',
  '503': '暂时无法处理，见 Retry-After / not possible now, see Retry-After',
};

/** What every route of its kind may answer besides; a route's own words about an answer stand. */
function describeProblems(document: OpenAPIObject): void {
  const content = { 'application/json': { schema: ref('Problem') } };
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods) as {
      responses: object;
      security?: object[];
      requestBody?: object;
      parameters?: object[];
    }[]) {
      const isGuarded = (operation.security ?? []).length > 0;
      const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
      const codes = [
        ...(takesInput ? ['400'] : []),
        ...(isGuarded ? ['401', '403'] : []),
        ...(path.includes('{') ? ['404'] : []),
        ...(path.startsWith('/api/') ? ['503'] : []),
      ];
      const own = operation.responses;
      const added = codes
        .filter((code) => !(code in own))
        .map((code) => [code, { description: PROBLEMS[code], content }]);
      operation.responses = { ...own, ...(Object.fromEntries(added) as object) };
    }
}
