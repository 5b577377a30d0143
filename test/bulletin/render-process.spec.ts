import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import type { BulletinDoc } from '../../src/bulletin/bulletin-doc.js';
import { RenderBusy, RenderFailure, RenderProcess } from '../../src/bulletin/documents/render-process.js';
import { octoberDoc, press } from './documents.js';

const opened: RenderProcess[] = [];
const opening = (limits: Parameters<typeof press>[0] = {}): RenderProcess => {
  const maker = press(limits);
  opened.push(maker);
  return maker;
};
afterEach(() => opened.splice(0).forEach((maker) => maker.stop()));

const pdf = (maker: RenderProcess, doc: BulletinDoc = octoberDoc()) => maker.render({ format: 'pdf', doc, madeAt: 0 });
const gone = async (pid: number): Promise<void> => {
  while (existsSync(`/proc/${pid}`)) await new Promise((done) => setTimeout(done, 20));
};

describe('the process that makes documents', () => {
  it('makes one document at a time and refuses those that find too many waiting', async () => {
    const maker = opening({ waiting: 2 });
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => pdf(maker)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(answers[3]).toMatchObject({ reason: expect.any(RenderBusy) as object });
  });

  it('is ended when a document takes too long, and the next one gets a new process', async () => {
    const limits = { timeout: 1 };
    const maker = opening(limits);
    await expect(pdf(maker)).rejects.toThrow(RenderFailure);
    limits.timeout = 30_000;
    expect((await pdf(maker)).bytes.length).toBeGreaterThan(1_000);
  });

  it('tells why a document could not be made, and makes the next one', async () => {
    const maker = opening();
    const broken = { ...octoberDoc(), blocks: [{ kind: 'unknown' }] } as unknown as BulletinDoc;
    await expect(pdf(maker, broken)).rejects.toThrow('bulletin.typ');
    expect((await pdf(maker)).bytes.length).toBeGreaterThan(1_000);
  });

  it('may be killed at any time', async () => {
    const maker = opening();
    const first = pdf(maker);
    await new Promise((done) => setTimeout(done, 50));
    process.kill(maker.pid!, 'SIGKILL');
    await expect(first).rejects.toThrow('it ended: SIGKILL');
    expect((await pdf(maker)).bytes.length).toBeGreaterThan(1_000);
  });

  it('ends when nobody asks for documents, and with it the memory that it took', async () => {
    const maker = opening({ idle: 50 });
    await pdf(maker);
    const pid = maker.pid!;
    await gone(pid);
    expect((await pdf(maker)).bytes.length).toBeGreaterThan(1_000);
  });

  it('knows nothing of the environment of the server', async () => {
    const maker = opening();
    await pdf(maker);
    const environment = readFileSync(`/proc/${maker.pid}/environ`, 'utf8').split('\0').filter(Boolean);
    expect(environment.map((entry) => entry.split('=')[0]).sort()).toEqual([
      'FONTCONFIG_FILE',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ]);
  });

  it('takes no more work once it is stopped, and gives up what it has', async () => {
    const maker = opening();
    const first = pdf(maker);
    setTimeout(() => maker.stop(), 50);
    await expect(first).rejects.toThrow(RenderBusy);
    await expect(pdf(maker)).rejects.toThrow(RenderBusy);
  });
});
