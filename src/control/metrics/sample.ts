import { BOUNDS_MS, type Times } from '../../journal/exchange-counts.ts'

/** One value of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
  /** Of a part of a histogram, its name. */
  readonly metricName?: string
}

/** The buckets of a histogram, each with all below it, its sum and its count. */
export const bucketsOf = (
  name: string,
  labels: Readonly<Record<string, string>>,
  { counts, sumMs }: Times,
): readonly Sample[] => {
  let below = 0
  const buckets = [...BOUNDS_MS, Number.POSITIVE_INFINITY].map((bound, place) => {
    below += counts[place] ?? 0
    const le = Number.isFinite(bound) ? bound / 1000 : '+Inf'
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below }
  })
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sumMs / 1000 },
    { metricName: `${name}_count`, labels, value: below },
  ]
}
