import 'element-plus/theme-chalk/base.css';
import './theme.css';
import './shared/table.css';
import './shared/facts.css';
import './shared/page.css';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n/index.js';
import { askFirstSnapshot } from './live/first-snapshot.js';
import { router } from './router.js';
import { useSession } from './session/session.js';

// Nobody waits for one after the other: page and cards come while the server is asked who is there.
void useSession().restore();
if (/^\/(live(\/|$)|$)/.test(location.pathname)) {
  askFirstSnapshot();
  void import('./live/LivePage.vue');
}

createApp(App).use(i18n).use(router).mount('#app');
