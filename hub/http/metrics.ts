/** Figures of one hub process, as Prometheus reads them. No label ever holds an id. */
export class Metrics {
  private readonly counters = new Map<string, number>()
  private readonly gauges = new Map<string, () => number>()

  /** `pendopo_hub_<name>_total`, with labels in their order. */
  count(name: string, labels: Readonly<Record<string, string | number>> = {}, by = 1): void {
    const key = `pendopo_hub_${name}_total${labelText(labels)}`
    this.counters.set(key, (this.counters.get(key) ?? 0) + by)
  }

  /** How long something took: a sum of seconds and a count. */
  took(name: string, ms: number): void {
    this.add(`pendopo_hub_${name}_seconds_sum`, ms / 1000)
    this.add(`pendopo_hub_${name}_seconds_count`, 1)
  }

  /** A figure that is asked for when somebody reads. */
  gauge(name: string, read: () => number): void {
    this.gauges.set(`pendopo_hub_${name}`, read)
  }

  text(): string {
    const lines = [...this.counters, ...[...this.gauges].map(([key, read]) => [key, read()] as const)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key} ${value}`)
    return `${lines.join('\n')}\n`
  }

  private add(key: string, by: number): void {
    this.counters.set(key, (this.counters.get(key) ?? 0) + by)
  }
}

const labelText = (labels: Readonly<Record<string, string | number>>): string => {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${value}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}
