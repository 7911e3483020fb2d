/** Smoke test of the packed app in dist/; `npm run package` runs it too. */
import { main } from './lib/steps.mjs'
import { smoke } from './lib/smoke.mjs'

await main(smoke)
