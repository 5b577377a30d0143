import { describe, expect, it } from '@jest/globals';
import { type Exception, cycles, excuses, lawBreakers } from './support/import-law.js';
import { type SourceFiles, readSources, sourcesOf } from './support/source-files.js';

/** What the sources do against the law today. A line goes when its cause goes; none is added without a reason. */
const EXCEPTIONS: readonly Exception[] = [
  { from: 'cases/cases.dto.ts', to: 'cards/cards.dto.ts', reason: 'a card has one description in OpenAPI' },
  { from: 'cases/cases.dto.ts', to: 'review/findings.dto.ts', reason: 'a finding has one description in OpenAPI' },
  { from: 'console/snapshot.dto.ts', to: 'cards/cards.dto.ts', reason: 'a card has one description in OpenAPI' },
  { from: 'cases/', to: 'supervision/case-file.ts', reason: 'reading back what the supervision has stored of a case' },
  {
    from: 'cases/',
    to: 'supervision/case-file-text.ts',
    reason: 'reading back what the supervision has stored of a case',
  },
  {
    from: 'cards/countdown.service.ts',
    to: 'supervision/case-file-text.ts',
    reason: 'whether a pause holds the clock of a running case is only in what the supervision has stored of it',
  },
  {
    from: 'console/web/sources/event-text.ts',
    to: 'intake/json-fault.ts',
    reason:
      'where a text breaks off as JSON: a pure function, one for the answer of the server and the editor of the page',
  },
  { from: 'review/', to: 'supervision/case-file.ts', reason: 'the own time of a case, up to which it is reviewed' },
  { from: 'review/', to: 'supervision/card-writer.ts', reason: 'cards are numbered and written in one place' },
  {
    from: 'review/',
    to: 'supervision/case-store.ts',
    reason: 'late events are attached to the card of a finding, too',
  },
  {
    from: 'trials/decision-chunk.ts',
    to: 'supervision/',
    reason: 'cards are written in one place, in a transaction of the write path',
  },
  { from: 'review/', to: 'supervision/hot-pool.ts', reason: 'a card is written in a transaction of the write path' },
  { from: 'cases/', to: 'intake/text.ts', reason: 'text that PostgreSQL cannot store; belongs to src/http' },
  { from: 'catalogue/', to: 'intake/text.ts', reason: 'text that PostgreSQL cannot store; belongs to src/http' },
  { from: 'trials/', to: 'intake/text.ts', reason: 'text that PostgreSQL cannot store; belongs to src/http' },
  { from: 'http/', to: 'intake/text.ts', reason: 'text that PostgreSQL cannot store; belongs to src/http' },
  { from: 'quarantine/', to: 'intake/payloads/values.ts', reason: 'what counts as a JSON object' },
  { from: 'console/', to: 'supervision/card-writer.ts', reason: 'the name of the channel that wakes the consoles' },
  {
    from: 'intake/event-intake.ts',
    to: 'supervision/batch.ts',
    reason: 'the words of out-of-scope are the same on both paths',
  },
  { from: 'supervision/hot-pool.ts', to: 'database/data-source.ts', reason: 'both pools have the same patience' },
  {
    from: 'supervision/',
    to: 'database/advisory-locks.ts',
    reason: 'the numbers of advisory locks are given out in one place',
  },
  {
    from: 'trials/judge.ts',
    to: 'supervision/case-fold.ts',
    reason: 'a trial finds what the fold would find, by the fold itself: a pure function',
  },
  { from: 'trials/judge.ts', to: 'supervision/case-file.ts', reason: 'the empty file with which a fold begins' },
  {
    from: 'trials/stored-cases.ts',
    to: 'catalogue/',
    reason: 'the thread of a trial has no Nest: it reads items and frozen standards by the same pure functions',
  },
  {
    from: 'trials/profile.reader.ts',
    to: 'catalogue/profiles/profile.reader.ts',
    reason: 'a profile is read in one place',
  },
  { from: 'trials/draft.reader.ts', to: 'catalogue/items/item.reader.ts', reason: 'an item is checked in one place' },
  { from: 'demo/', to: 'identity/', reason: 'writes the demonstration accounts' },
];

/** Where the clock of the machine may be read: business decisions have the Clock. */
const AMBIENT: Readonly<Record<string, string>> = {
  'time/clock.ts': 'the one source of "now"',
  'console/web/shared/today.ts': 'the month of a page that is asked for none, by the clock of the viewer',
  'console/web/live/LiveTable.vue': 'the year that a row need not show, by the clock of the viewer',
  'console/web/live/use-card-feed.ts': 'when the page last heard of a change, by the clock of the viewer',
};

const sources = readSources('src');
const told = ({ from, to }: { from: string; to: string }): string => `${from} → ${to}`;
const barrels = (files: SourceFiles): string[] => [...files.values()].filter((f) => f.isBarrel).map((f) => f.path);
const forwarders = (files: SourceFiles): string[] =>
  [...files.values()].filter((f) => f.usesForwardRef).map((f) => f.path);
const ambient = (files: SourceFiles): string[] =>
  [...files.values()].filter((f) => f.ambient.length > 0).map((f) => f.path);

describe('the sources', () => {
  it('are read: every folder of the picture is there', () => {
    expect(sources.size).toBeGreaterThan(200);
    expect(sources.get('domain/examine.ts')?.imports.length).toBeGreaterThan(3);
    expect(sources.get('console/web/App.vue')?.imports.length).toBeGreaterThan(0);
  });

  it('import only what the law of the house allows, or what is listed here with a reason', () => {
    const faults = lawBreakers(sources).filter((fault) => !EXCEPTIONS.some((e) => excuses(e, fault)));
    expect(faults.map(told)).toEqual([]);
  });

  it('still need every exception of the list', () => {
    const faults = lawBreakers(sources);
    expect(EXCEPTIONS.filter((e) => !faults.some((fault) => excuses(e, fault))).map(told)).toEqual([]);
  });

  it('have no circles of files', () => expect(cycles(sources)).toEqual([]));
  it('have no barrels', () => expect(barrels(sources)).toEqual([]));
  it('use no forwardRef', () => expect(forwarders(sources)).toEqual([]));
  it('read clock and chance of the machine only where it is listed', () => {
    expect(ambient(sources).sort()).toEqual(Object.keys(AMBIENT).sort());
  });
});

describe('the checker finds', () => {
  it.each<[fault: string, path: string, text: string]>([
    ['a package in the domain', 'domain/a.ts', `import { of } from 'rxjs';`],
    ['a library of Node in the domain', 'domain/a.ts', `import { join } from 'node:path';`],
    ['another folder in the domain, even a type', 'domain/a.ts', `import type { Feed } from '../sources/feed.js';`],
    ['Nest in the supervision', 'supervision/a.ts', `import { Injectable } from '@nestjs/common';`],
    ['a service in the supervision', 'supervision/a.ts', `import { FeedService } from '../sources/feed.service.js';`],
    [
      'the intake itself in the supervision',
      'supervision/a.ts',
      `import { readCloudEvent } from '../intake/cloud-event.js';`,
    ],
    [
      'a mixed import of the intake',
      'supervision/a.ts',
      `import { type IncomingEvent, x } from '../intake/cloud-event.js';`,
    ],
    [
      'the repository of another feature',
      'cards/a.ts',
      `import { ItemRepository } from '../catalogue/item.repository.js';`,
    ],
    ['a re-export of another feature', 'cards/a.ts', `export { a } from '../catalogue/item.repository.js';`],
    ['a lazy import of another feature', 'cards/a.ts', `const a = () => import('../catalogue/item.repository.js');`],
    ['an import for its effect', 'cards/a.ts', `import '../catalogue/item.repository.js';`],
    ['the types of a program beside the server', 'cards/a.ts', `import type { A } from '../import/mapper.js';`],
    ['the server in the web console', 'console/web/a.ts', `import { ConsoleHub } from '../console-hub.js';`],
    ['the domain at run time in the web console', 'console/web/a.ts', `import { DAY } from '../../domain/instant.js';`],
    [
      'a DTO class in a component',
      'console/web/A.vue',
      `<script setup lang="ts">\nimport { CardDto } from '../../cards/cards.dto.js';\n</script>`,
    ],
    ['Nest in the web console', 'console/web/a.ts', `import { Module } from '@nestjs/common';`],
    ['an entity in a migration', 'database/migrations/1.ts', `import { Card } from '../../cards/card.entity.js';`],
    ['the live evaluator in the second one', 'verify/a.ts', `import { examine } from '../domain/examine.js';`],
    [
      'the supervision in the second evaluator, even a type',
      'verify/a.ts',
      `import type { CaseFile } from '../supervision/case-file.js';`,
    ],
    ['the intake in the importer', 'import/a.ts', `import { readCloudEvent } from '../intake/cloud-event.js';`],
    ['a feature in the foundation', 'http/a.ts', `import { CardsService } from '../cards/cards.service.js';`],
    ['a service in a command line', 'cli/a.ts', `import { FeedService } from '../sources/feed.service.js';`],
  ])('%s', (_, path, text) => {
    expect(lawBreakers(sourcesOf({ [path]: text }))).toHaveLength(1);
  });

  it.each<[allowed: string, path: string, text: string]>([
    [
      'the service of another feature',
      'cards/a.ts',
      `import { CatalogueService } from '../catalogue/catalogue.service.js';`,
    ],
    ['a type of another feature', 'cards/a.ts', `import type { Item } from '../catalogue/item.js';`],
    ['Nest in the module of the supervision', 'supervision/a.module.ts', `import { Module } from '@nestjs/common';`],
    [
      'a type of the intake in the supervision',
      'supervision/a.ts',
      `import type { IncomingEvent } from '../intake/cloud-event.js';`,
    ],
    [
      'types of the domain in the web console',
      'console/web/a.ts',
      `import type { LedgerDay } from '../../domain/explanation.js';`,
    ],
    ['the protocol in the web console', 'console/web/a.ts', `import { LEVELS } from '../console.protocol.js';`],
    ['the word import in a text', 'domain/a.ts', `const a = "import { of } from 'rxjs'"; // import 'rxjs'`],
  ])('nothing wrong with %s', (_, path, text) => {
    expect(lawBreakers(sourcesOf({ [path]: text }))).toEqual([]);
  });

  it('circles, through types too, each once', () => {
    const files = sourcesOf({
      'domain/a.ts': `import type { B } from './b.js';`,
      'domain/b.ts': `import { c } from './c.js';`,
      'domain/c.ts': `import { a } from './a.js'; import { d } from './d.js';`,
      'domain/d.ts': `import { D } from './d.js';`,
      'domain/e.ts': `import { a } from './a.js';`,
    });
    expect(cycles(files).sort()).toEqual(['domain/a.ts → domain/b.ts → domain/c.ts', 'domain/d.ts']);
  });

  it('barrels, but not a file that adds something of its own', () => {
    const files = sourcesOf({
      'a/all.ts': `export * from './b.js';\nexport const x = 1;`,
      'a/index.ts': `export { b } from './b.js';\nexport type { C } from './c.js';`,
      'a/own.ts': `export type { B } from './b.js';\nexport const x = 1;`,
    });
    expect(barrels(files)).toEqual(['a/all.ts', 'a/index.ts']);
  });

  it('forwardRef', () => {
    expect(forwarders(sourcesOf({ 'a/a.ts': `@Inject(forwardRef(() => B)) class A {}` }))).toEqual(['a/a.ts']);
  });

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'Date()'])('%s, also in a component', (call) => {
    const files = sourcesOf({
      'a/a.ts': `const f = () => ${call};`,
      'a/A.vue': `<script setup>\nconst x = ${call};\n</script>`,
    });
    expect(ambient(files)).toEqual(['a/a.ts', 'a/A.vue']);
  });

  it('no ambient clock in an instant that is given, or in a comment', () => {
    expect(ambient(sourcesOf({ 'a/a.ts': `const d = new Date(0); // Date.now()` }))).toEqual([]);
  });
});
