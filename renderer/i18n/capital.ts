/** With a capital: words of the middle of a line at its beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
