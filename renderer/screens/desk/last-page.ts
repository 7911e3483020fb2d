/** Where the last page of so many rows begins, from 0: what was on a later one is gone. */
export const lastPageFrom = (of: number, page: number): number => Math.max(0, Math.ceil(of / page) - 1) * page
