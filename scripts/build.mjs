/** `npm run build`: sets up and builds the app into out/. */
import { build } from './lib/build.mjs'
import { setup } from './lib/setup.mjs'
import { main } from './lib/steps.mjs'

await main(async () => {
  await setup()
  await build({ force: true })
})
