/** `npm run tour` */
import { main } from './lib/steps.mjs'
import { tour } from './lib/tour.mjs'

await main(tour)
