import { scrypt } from 'node:crypto'

export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** scrypt off the main thread, with as much memory as the cost needs (node:crypto's own limit is 32 MB). */
export function scryptAsync(secret: string | Buffer, salt: Buffer, bytes: number, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 128 * cost.N * cost.r + 1024 * 1024
    scrypt(secret, salt, bytes, { ...cost, maxmem }, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}
