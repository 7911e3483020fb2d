/** As `os.networkInterfaces()` has them. */
export type Interfaces = Readonly<
  Record<
    string,
    readonly { readonly address: string; readonly family: string; readonly internal: boolean }[] | undefined
  >
>

/** Addresses of this computer that others in the same network can reach, the likeliest first; IPv4 only, to be typed. */
export function lanAddresses(interfaces: Interfaces): readonly string[] {
  const found = Object.entries(interfaces).flatMap(([name, rows = []]) =>
    rows
      .filter((row) => row.family === 'IPv4' && !row.internal && !row.address.startsWith('169.254.'))
      .map(({ address }) => ({ address, isBridge: /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap)/.test(name) })),
  )
  return found.sort((a, b) => Number(a.isBridge) - Number(b.isBridge)).map(({ address }) => address)
}

/** A host to listen on, which means every address there is: nobody can ask it. */
export const isUnspecified = (host: string): boolean => host === '0.0.0.0' || host === '::'

/**
 * The address that others are told of a hub that listens on `host`. Listening everywhere, that is the likeliest address
 * of this computer in its network, and this computer itself where it has none.
 */
export function hubUrl(host: string, port: number, interfaces: Interfaces): string {
  const told = isUnspecified(host) ? (lanAddresses(interfaces)[0] ?? '127.0.0.1') : host
  return `https://${told.includes(':') ? `[${told}]` : told}:${port}`
}

/** Does this address of a hub lead nobody but this computer itself to it? */
export function isOnlyHere(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
  return isUnspecified(host) || host === 'localhost' || host === '::1' || host.startsWith('127.')
}
