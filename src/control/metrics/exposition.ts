import type { RegistryContentType } from 'prom-client'
import { families, type Seen } from './families.ts'

/** The forms that metrics are shown in; the first is that of Prometheus' own text. */
export const METRIC_TYPES = ['text/plain', 'application/openmetrics-text'] as const

/** A text, and its type with version and charset. */
interface Exposition {
  readonly type: string
  readonly text: string
}

/** Writes all metrics as they are now. What writes them is loaded with the first who asks. */
export const exposition = async (seen: Seen, form: (typeof METRIC_TYPES)[number]): Promise<Exposition> => {
  const { AggregatorRegistry, Registry } = (await import('prom-client')).default
  const isOpen = form === 'application/openmetrics-text'
  const metrics = families.map(({ name, type, help, samples }) => ({
    // there the name of a counter has no ending, which each of its lines gets
    name: isOpen && type === 'counter' ? name.replace(/_total$/, '') : name,
    type,
    help,
    values: samples(seen),
    aggregator: 'first',
  }))
  const registry = AggregatorRegistry.aggregate<RegistryContentType>([metrics])
  registry.setContentType(isOpen ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE)
  return { type: registry.contentType, text: await registry.metrics() }
}
