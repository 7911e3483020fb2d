import { join } from 'node:path'
import { build } from 'vite'
import { APP } from './command'

/** Bundles a worker of e2e/helpers, a process that works on a folder with the app's own code; answers its script. */
export async function buildWorker(name: 'queue-worker' | 'scan-worker'): Promise<string> {
  const outDir = join(APP, 'out/e2e-worker', name)
  await build({
    root: APP,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: join(APP, 'e2e/helpers', `${name}.ts`),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'worker.mjs' } },
    },
  })
  return join(outDir, 'worker.mjs')
}
