/** `npm run -s pendopo -- <command> …`: headless administration; streams and exit code are the command's own. */
import { pendopo } from './lib/cli.mjs'
import { main } from './lib/steps.mjs'

await main(async () => (await pendopo(process.argv.slice(2))).code)
