import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Three inputs, one for each side of Electron. Only native code stays outside the bundles. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // The oldest runtime it must run on (Electron 33), not the newest installed.
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: at('main/index.ts'),
          cli: at('main/cli.ts'),
          job: at('main/job.ts'),
          'people-writer': at('main/people-writer.ts'),
          search: at('main/search.ts'),
          hub: at('hub/index.ts'),
        },
        // pg's optional parts are not installed.
        external: ['electron', 'better-sqlite3', 'pg-native', 'pg-cloudflare'],
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('preload/index.ts') },
        external: ['electron'],
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: {
          index: at('renderer/index.html'),
          badge: at('renderer/badge/index.html'),
          report: at('renderer/report/index.html'),
        },
      },
    },
    worker: { format: 'es' },
    plugins: [react()],
  },
})
