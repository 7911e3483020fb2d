/**
 * `npm run hub -- --data <dir> --port <p> [--host <h>]`: serves the fair's stations until it is told to stop. Its address
 * stands alone on one line of standard output when it is ready; everything else goes to standard error.
 */
import { hub } from './lib/hub.mjs'
import { main } from './lib/steps.mjs'

await main(async () => hub(process.argv.slice(2)))
