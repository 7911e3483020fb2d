/** Size of the huge word: 1 for two short lines, smaller steps so that no verdict takes more than three. */
export function posterSize(text: string): 1 | 2 | 3 {
  const longest = Math.max(...text.split(' ').map((word) => word.length))
  if (text.length <= 20 && longest <= 9) return 1
  return text.length <= 24 && longest <= 11 ? 2 : 3
}
