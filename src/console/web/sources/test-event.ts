import { detailTime } from '../shared/time.js';

/** A case that no real one is called like; the day is in it, so that tests of one day stand together. */
const subjectAt = (now: number): string => `TEST-${detailTime(now).slice(0, 10).replaceAll('-', '')}`;

/** An event that starts no clock, raises no card and counts in no figure. */
export function testEvent(now: number) {
  const time = `${detailTime(now).replace(' ', 'T')}+08:00`;
  return {
    specversion: '1.0',
    id: `test-${time.replaceAll(/\D/g, '').slice(0, 14)}`,
    source: 'urn:liangpai:test',
    type: 'approval.visit.made',
    subject: subjectAt(now),
    time,
    data: {},
  };
}

export const SHELLS = ['curl', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

const TYPE = 'application/cloudevents+json';

/** The line to be run where the source stands; its token comes from the environment and is never shown here. */
export function testCommand(shell: Shell, origin: string, now: number): string {
  const url = `${origin}/api/v1/events`;
  const event = JSON.stringify(testEvent(now));
  if (shell === 'curl')
    return [
      `curl -sS ${url}`,
      `-H "Authorization: Bearer $LIANGPAI_TOKEN"`,
      `-H 'Content-Type: ${TYPE}'`,
      `-d '${event}'`,
    ].join(' \\\n  ');
  return [
    `Invoke-RestMethod -Method Post -Uri '${url}'`,
    `-Headers @{ Authorization = "Bearer $env:LIANGPAI_TOKEN" }`,
    `-ContentType '${TYPE}'`,
    `-Body '${event}' | ConvertTo-Json -Compress`,
  ].join(' `\n  ');
}

export const TEST_ANSWER = '{"accepted":1,"duplicates":0,"rejected":[],"rejectedTotal":0}';
