/**
 * One press, two ids. The hub's event carries the press's own id; what the station decides by itself, after it asked and
 * got no answer, carries this other one: the hub's event may yet arrive, and two events never share an id. Given the one
 * it is the other, so a retry finds either.
 */
export function otherIdOf(requestId: string): string {
  const at = requestId.length - 12
  const turned = Array.from(requestId.slice(at), (digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('')
  return requestId.slice(0, at) + turned
}
