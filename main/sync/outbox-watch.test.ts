import { afterEach, beforeEach, expect, it } from 'vitest'
import { NINE } from '../../core/testing/builders'
import { outboxWatch } from './outbox-watch'
import { RigStation } from './testing/rig'

let desk: RigStation
beforeEach(async () => {
  ;({ desk } = await RigStation.desk({ now: NINE }))
  expect(await desk.once()).toBeNull()
})
afterEach(() => desk.remove())

/** A row that no event of the log tells of. */
function write(): void {
  const { people, ports } = desk.folder
  people.put([{ visitor: ports.newId(), group: 'greet', fields: { name: 'Ann' } }])
}
const sent = async () => {
  while (desk.engine.facts.machine.underWay !== null) await new Promise((later) => setImmediate(later))
  return !desk.folder.people.outbox.any()
}

it('sends rows that were written, and those that follow when the first are gone before it looks again', async () => {
  const look = outboxWatch(desk.folder, desk.engine)
  write()
  look()
  expect(await sent()).toBe(true)
  write()
  look()
  expect(await sent()).toBe(true)
})

it('leaves the engine alone while it knows that rows wait', async () => {
  const look = outboxWatch(desk.folder, desk.engine)
  expect(await desk.once('lost')).toBe('offline')
  write()
  look()
  let told = 0
  const again = outboxWatch(desk.folder, { facts: desk.engine.facts, written: () => (told += 1) })
  for (let n = 0; n < 5; n += 1) again()
  expect(told).toBe(1)
})
