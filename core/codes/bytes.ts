/** How numbers and ids lie in the bytes of signed codes. */

/** The 16 bytes of a UUID. */
export function uuidBytes(uuid: string): number[] {
  return (uuid.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}

/** The UUID that 16 bytes stand for, small letters. */
export function toUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A whole number as `length` bytes, the greatest first. */
export function bigEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256)
}

/** The number that bytes stand for, the greatest first; at most six bytes. */
export const toNumber = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)

/** Is a whole number within these bounds, both included? */
export const isBetween = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && min <= value && value <= max

/** A UUID in the one form that reads back as it was. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
