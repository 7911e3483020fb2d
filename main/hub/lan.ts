import { networkInterfaces } from 'node:os'

/** Addresses of this computer that others in the same network can reach, the likeliest first; IPv4 only, to be typed. */
export function lanAddresses(interfaces = networkInterfaces()): readonly string[] {
  const found = Object.entries(interfaces).flatMap(([name, rows = []]) =>
    rows
      .filter((row) => row.family === 'IPv4' && !row.internal && !row.address.startsWith('169.254.'))
      .map(({ address }) => ({ address, isBridge: /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap)/.test(name) })),
  )
  return found.sort((a, b) => Number(a.isBridge) - Number(b.isBridge)).map(({ address }) => address)
}
