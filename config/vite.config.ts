import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import Components from 'unplugin-vue-components/vite';
import { defineConfig, type Plugin } from 'vite';

const server = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;

/** Vite only warns when server code leaks into the console; here it stops the build. */
const noServerCode: Plugin = {
  name: 'no-server-code',
  enforce: 'pre',
  resolveId(id, importer) {
    if (isBuiltin(id) && !importer?.includes('node_modules'))
      this.error(`${id} (from ${importer}) is not for the browser`);
  },
};

/** Element Plus works out the shades of buttons with a colour of their own: the console has none, and no need of 7 KB for it. */
const noButtonColours: Plugin = {
  name: 'no-button-colours',
  enforce: 'pre',
  resolveId: (id) => (id === '@ctrl/tinycolor' ? '\0tinycolor' : undefined),
  load: (id) =>
    id === '\0tinycolor'
      ? `export class TinyColor { constructor() { throw new Error('buttons with a colour of their own are left out'); } }`
      : undefined,
};

/** The server sends these copies: they are a tenth smaller than what is compressed in the moment (`src/app/console-files.ts`). */
const compressedCopies: Plugin = {
  name: 'compressed-copies',
  apply: 'build',
  writeBundle({ dir = '' }, files) {
    for (const name of Object.keys(files).filter((name) => /\.(js|css|svg)$/.test(name)))
      writeFileSync(join(dir, `${name}.gz`), gzipSync(readFileSync(join(dir, name)), { level: 9 }));
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('../src/console/web', import.meta.url)),
  plugins: [
    noServerCode,
    noButtonColours,
    vue(),
    Components({ dirs: [], dts: false, resolvers: [ElementPlusResolver()] }),
    compressedCopies,
  ],
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
  },
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Inline `data:` assets would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Small things that most pages share come with the first file: alone, each would cost its headers and a request.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'shared', test: /src\/console\/(web\/shared|[\w.]+\.protocol)/ }] } },
    },
  },
  server: {
    proxy: {
      '/api/': server,
      '/health': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
