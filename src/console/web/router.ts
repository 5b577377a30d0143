import { createRouter, createWebHistory } from 'vue-router';
import { CATALOGUE_KINDS } from '../catalogue.protocol.js';
import { useSession } from './session/session.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without signing in. */
    open?: boolean;
    /** Holds the live feed, whose state the bar tells. */
    feed?: boolean;
  }
}

const KIND = `:kind(${CATALOGUE_KINDS.join('|')})`;

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/live' },
    { path: '/sign-in', name: 'sign-in', component: () => import('./session/SignInPage.vue'), meta: { open: true } },
    { path: '/live/:cardId?', name: 'live', component: () => import('./live/LivePage.vue'), meta: { feed: true } },
    { path: '/cards', name: 'cards', component: () => import('./cards/CardsPage.vue') },
    { path: '/cards/:cardId(\\d+)', redirect: ({ params }) => ({ name: 'live', params }) },
    { path: '/cards/:cardId/print', name: 'card-print', component: () => import('./print/CardPrintPage.vue') },
    {
      path: '/findings/:view(pending|hints|decided|unjudged)?/:findingId(\\d+)?',
      name: 'findings',
      component: () => import('./findings/FindingsPage.vue'),
    },
    { path: '/findings/many', name: 'many-hints', component: () => import('./hints/HintsPage.vue') },
    { path: '/rules', name: 'rules', component: () => import('./rules/RulesPage.vue') },
    { path: '/rules/:code', name: 'rule', component: () => import('./rules/RulePage.vue') },
    { path: '/month', name: 'month', component: () => import('./month/MonthPage.vue') },
    { path: '/bulletins', name: 'bulletins', component: () => import('./bulletin/BulletinsPage.vue') },
    {
      path: '/bulletins/:month(\\d{4}-0[1-9]|\\d{4}-1[0-2])',
      name: 'bulletin',
      component: () => import('./bulletin/BulletinPage.vue'),
    },
    { path: '/overview', name: 'overview', component: () => import('./overview/OverviewPage.vue') },
    { path: '/cases', name: 'cases', component: () => import('./cases/CasesPage.vue') },
    { path: '/cases/:caseNo', name: 'case', component: () => import('./case/CasePage.vue') },
    { path: '/cases/:caseNo/clock-sheet', name: 'clock-sheet', component: () => import('./case/ClockSheetPage.vue') },
    {
      path: '/sources/:view(quarantine)?/:entry(\\d+)?',
      name: 'sources',
      component: () => import('./sources/SourcesPage.vue'),
    },
    { path: '/catalogue/drafts', name: 'catalogue-drafts', component: () => import('./catalogue/DraftsPage.vue') },
    {
      path: '/catalogue/batches',
      name: 'catalogue-batches',
      component: () => import('./catalogue/exchange/BatchesPage.vue'),
    },
    {
      path: '/catalogue/batches/:id(\\d+)',
      name: 'catalogue-batch',
      component: () => import('./catalogue/exchange/BatchPage.vue'),
    },
    {
      path: `/catalogue/${KIND}/import`,
      name: 'catalogue-import',
      component: () => import('./catalogue/exchange/ImportPage.vue'),
    },
    { path: `/catalogue/new/${KIND}`, name: 'catalogue-new', component: () => import('./catalogue/EditPage.vue') },
    {
      path: `/catalogue/${KIND}/:code/edit`,
      name: 'catalogue-edit',
      component: () => import('./catalogue/EditPage.vue'),
    },
    {
      path: `/catalogue/${KIND}/:code/drafts/:id(\\d+)`,
      name: 'catalogue-draft',
      component: () => import('./catalogue/DraftPage.vue'),
    },
    {
      path: `/catalogue/${KIND}?/:code?`,
      name: 'catalogue',
      component: () => import('./catalogue/CataloguePage.vue'),
    },
    { path: '/trials', name: 'trials', component: () => import('./trials/TrialsPage.vue') },
    { path: '/trials/:id(\\d+)', name: 'trial', component: () => import('./trials/TrialPage.vue') },
    { path: '/self-test', name: 'self-test', component: () => import('./self-test/SelfTestPage.vue') },
    { path: '/:rest(.*)*', name: 'no-page', component: () => import('./shared/NoPage.vue') },
  ],
});

router.beforeEach(async (to) => {
  const { restore } = useSession();
  const user = await restore();
  if (to.meta.open) return user ? { name: 'live' } : true;
  return user ? true : { name: 'sign-in', query: to.fullPath === '/live' ? {} : { next: to.fullPath } };
});
