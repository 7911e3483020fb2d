/** What is still to happen, earliest first; at the same moment in the order in which it was planned. */
export class Agenda {
  private readonly heap: { at: number; n: number; run: () => void }[] = []
  private planned = 0

  add(at: number, run: () => void): void {
    const { heap } = this
    heap.push({ at, n: (this.planned += 1), run })
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!this.isBefore(child, parent)) break
      this.swap(child, parent)
      child = parent
    }
  }

  /** The next thing, taken off; null: nothing is left. */
  take(): { readonly at: number; readonly run: () => void } | null {
    const { heap } = this
    const [first] = heap
    const last = heap.pop()
    if (first === undefined || last === undefined) return null
    if (heap.length === 0) return first
    heap[0] = last
    for (let parent = 0; ;) {
      let least = parent
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (child < heap.length && this.isBefore(child, least)) least = child
      if (least === parent) return first
      this.swap(parent, least)
      parent = least
    }
  }

  private isBefore(i: number, j: number): boolean {
    const [a, b] = [this.heap[i], this.heap[j]]
    if (a === undefined || b === undefined) return false
    return a.at < b.at || (a.at === b.at && a.n < b.n)
  }

  private swap(i: number, j: number): void {
    const [a, b] = [this.heap[i], this.heap[j]]
    if (a === undefined || b === undefined) return
    this.heap[i] = b
    this.heap[j] = a
  }
}
