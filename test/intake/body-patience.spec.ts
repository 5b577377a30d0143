import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { bodyOf } from '../../src/intake/body-stream.js';
import { aRequest, problemOf } from './intake.fixtures.js';

const IDLE = 60;
const GZIP = { 'content-encoding': 'gzip' };

/** A body that begins and then stays away. */
function silentAfter(headers: Record<string, string>, begin: Buffer): IncomingMessage {
  const body = new Readable({ read: () => undefined });
  body.push(begin);
  return Object.assign(body, { headers }) as unknown as IncomingMessage;
}
async function read(req: IncomingMessage, pause = 0): Promise<number> {
  let bytes = 0;
  for await (const chunk of bodyOf(req, IDLE)) {
    bytes += chunk.length;
    await sleep(pause);
  }
  return bytes;
}

describe('a body that stays away', () => {
  it.each([
    ['plain', silentAfter({}, Buffer.from('begin'))],
    ['compressed', silentAfter(GZIP, gzipSync('begin').subarray(0, 12))],
  ])('is not waited for: %s', async (_, req) => {
    expect(await problemOf(read(req))).toBe('408 timeout');
  });

  it('is waited for as long as something comes', async () => {
    const slow = async function* () {
      for (let i = 0; i < 6; i++) {
        await sleep(IDLE / 3);
        yield Buffer.from('x');
      }
    };
    expect(await read(aRequest({}, slow()))).toBe(6);
  });

  it('is not blamed for the time that its reader takes', async () => {
    const pieces = [Buffer.alloc(70_000), Buffer.alloc(70_000)];
    expect(await read(aRequest({}, pieces), 2 * IDLE)).toBe(140_000);
  });
});
