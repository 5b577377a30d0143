import { EVENT_PREFIX, WATERMARK_TYPE } from '../domain/event.js';
import { eventExamples, INCOMING_TYPES } from './event-examples.js';
import type { JsonSchema } from './json-schema.js';
import { membersOf, type Member } from './payload-metadata.js';
import { PAYLOADS, type IncomingType, type PayloadClass } from './payloads/registry.js';

/** Name of the component that stands for any event. */
export const ANY_EVENT = 'ApprovalEvent';

/** OpenAPI 3.1 component schemas: one per event type by its full name, and `ApprovalEvent` for any of them. */
export function eventSchemas(): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {};
  for (const type of INCOMING_TYPES) schemas[EVENT_PREFIX + type] = eventSchema(type);
  const oneOf = Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return { ...schemas, [ANY_EVENT]: { oneOf } };
}

/** The schema of `data`, from the decorators of its class. */
export function payloadSchema(type: PayloadClass): JsonSchema {
  const members = membersOf(type);
  const required = members.filter((member) => member.required).map((member) => member.name);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map((member) => [member.name, memberSchema(member)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function memberSchema(member: Member): JsonSchema {
  if (member.nested) return payloadSchema(member.nested);
  const schema: JsonSchema = {};
  const items: JsonSchema = {};
  for (const rule of member.rules) Object.assign(rule.each ? items : schema, rule.schema(rule.constraints));
  return Object.keys(items).length > 0 ? { ...schema, items } : schema;
}

function eventSchema(type: IncomingType): JsonSchema {
  const name = EVENT_PREFIX + type;
  const example = eventExamples()[name];
  const isWatermark = type === WATERMARK_TYPE;
  const data = payloadSchema(PAYLOADS[type]);
  const required = ['specversion', 'id', 'source', 'type', ...(isWatermark ? [] : ['subject', 'time'])];
  return {
    type: 'object',
    title: name,
    description: example?.summary,
    properties: { ...attributes(name), ...(isWatermark ? {} : { subject: SUBJECT }), data },
    required: data.required ? [...required, 'data'] : required,
    additionalProperties: {
      type: ['string', 'number', 'boolean'],
      description: '扩展属性，名称只含小写字母和数字 / extension attributes, named in lower-case letters and digits',
    },
    examples: example ? [example.value] : [],
  };
}

const SUBJECT: JsonSchema = { type: 'string', minLength: 1, maxLength: 50, description: '办件编号 / case number' };

const attributes = (type: string): Record<string, JsonSchema> => ({
  specversion: { const: '1.0' },
  id: { type: 'string', minLength: 1, maxLength: 200 },
  source: {
    type: 'string',
    minLength: 1,
    maxLength: 200,
    description: 'id + source: 事件标识 / identity of the event',
  },
  type: { const: type },
  time: { type: 'string', format: 'date-time', description: '发生时间 / when it happened' },
  recordedtime: {
    type: 'string',
    format: 'date-time',
    description: '来源系统登记时间 / when the source wrote it down',
  },
  datacontenttype: { type: 'string', examples: ['application/json'] },
});
