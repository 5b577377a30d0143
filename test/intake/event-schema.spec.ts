import { describe, expect, it } from '@jest/globals';
import { eventExamples, INCOMING_TYPES } from '../../src/intake/event-examples.js';
import { eventSchemas, payloadSchema } from '../../src/intake/event-schema.js';
import { PAYLOADS } from '../../src/intake/payloads/registry.js';

describe('the API description of events', () => {
  it('has a schema with an example for every type, and one for any event', () => {
    const schemas = eventSchemas();
    expect(Object.keys(schemas)).toEqual([...INCOMING_TYPES.map((type) => `approval.${type}`), 'ApprovalEvent']);
    for (const [type, { value }] of Object.entries(eventExamples())) {
      expect(schemas[type]?.examples).toEqual([value]);
      expect(schemas[type]?.properties?.type).toEqual({ const: type });
    }
    expect(schemas.ApprovalEvent?.oneOf).toHaveLength(INCOMING_TYPES.length);
  });

  it('says of the data what the decorators say', () => {
    expect(payloadSchema(PAYLOADS['pause.started'])).toEqual({
      type: 'object',
      properties: {
        kind: {
          type: 'string',
          enum: [
            ...['hearing', 'tender', 'auction', 'inspection', 'testing'],
            ...['quarantine', 'appraisal', 'expert-review', 'other'],
          ],
        },
        plannedDays: { type: 'integer', minimum: 1, maximum: 3650 },
        basis: { type: 'string', minLength: 0, maxLength: 1000 },
        noticeNo: { type: 'string', minLength: 1, maxLength: 100 },
      },
      required: ['kind'],
      additionalProperties: false,
    });
    expect(payloadSchema(PAYLOADS['supplement.requested']).properties?.materials).toEqual({
      type: 'array',
      maxItems: 200,
      items: { type: 'string', minLength: 1, maxLength: 200 },
    });
    expect(payloadSchema(PAYLOADS['case.decided']).properties?.discretion).toMatchObject({
      type: 'object',
      properties: { facts: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } } },
      additionalProperties: false,
    });
  });

  it('asks for subject and time of all but the watermark', () => {
    const schemas = eventSchemas();
    expect(schemas['approval.visit.made']?.required).toEqual([
      'specversion',
      'id',
      'source',
      'type',
      'subject',
      'time',
    ]);
    expect(schemas['approval.feed.watermark']?.required).toEqual(['specversion', 'id', 'source', 'type', 'data']);
    expect(schemas['approval.feed.watermark']?.properties).not.toHaveProperty('subject');
  });
});
