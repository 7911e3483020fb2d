import { gateSwitched, stationStream } from '../../core/events/system'
import { systemPorts } from '../../main/app/ports'
import { recordScan } from '../../main/commands/scan'
import { openFairFolder } from '../../main/folder/fair-folder'
import { syncOnce } from '../../main/sync/station-sync'

/**
 * One gate at work without a window: `scan-worker <dir> <times> <clock error in ms> meet|stay|poison <code …>` scans the codes in turn,
 * in and out by turns, each scan a commit of its own, by a clock that is wrong by so much; then meets its hub by the same
 * clock, if it is enrolled and can. `poison`: it writes one more event whose body is not what its type says, as a broken
 * release might, and meets the hub with that. Prints how many were recorded and how many wait to be sent.
 */
const [dir = '', times = '0', error = '0', meets = '', ...codes] = process.argv.slice(2)
const ports = { ...systemPorts, wall: () => systemPorts.wall() + Number(error) }
const opened = await openFairFolder(dir, ports, {})
if (!opened.ok) throw new Error(opened.code)
const folder = opened.value
let recorded = 0
for (let n = 0; n < Number(times); n += 1) {
  const text = codes[n % codes.length] ?? ''
  const scanned = recordScan(
    folder,
    {
      scanId: ports.newId(),
      text,
      length: text.length,
      via: 'command',
      gate: 'pintu-utara',
      direction: Math.floor(n / codes.length) % 2 === 0 ? 'entry' : 'exit',
      typedAt: null,
    },
    (fair) => fair.list('pintu-hari-1'),
  )
  if (typeof scanned === 'string') throw new Error(scanned)
  recorded += 1
}
if (meets === 'poison') {
  const { type, version, family } = gateSwitched
  const event = { id: ports.newId(), type, version, family, stream: stationStream(folder.log.station), body: {} }
  folder.log.transact((append) => append({ ...event, at: ports.wall() }))
}
if (meets !== 'stay') await syncOnce(folder)
process.stdout.write(`${recorded} ${folder.log.pendingCount()}\n`)
folder.close()
