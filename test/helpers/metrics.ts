/** One line of the text format of Prometheus: a name, labels and a value. */
export interface MetricLine {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** A family as it was shown. */
export interface ShownFamily {
  readonly type: string
  readonly help: string
  readonly lines: readonly MetricLine[]
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/gy

const labelsOf = (text: string): Record<string, string> => {
  const labels: Record<string, string> = {}
  let end = 0
  for (const [all, name = '', value = ''] of text.matchAll(LABEL)) {
    if (Object.hasOwn(labels, name)) throw new Error(`the label ${name} stands twice: ${text}`)
    labels[name] = value.replaceAll(/\\(.)/g, (_all, letter) => (letter === 'n' ? '\n' : letter))
    end += all.length
  }
  if (end !== text.length) throw new Error(`these are no labels: ${text}`)
  return labels
}

const numberOf = (text: string): number => {
  const value = text === '+Inf' ? Infinity : Number(text)
  if (Number.isNaN(value) || text === '') throw new Error(`this is no number: ${text}`)
  return value
}

/** Reads the text format of Prometheus, version 0.0.4, strictly: throws where a line is none. */
export const readMetrics = (text: string): ReadonlyMap<string, ShownFamily> => {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const families = new Map<string, { type: string; help: string; lines: MetricLine[] }>()
  const seen = new Set<string>()
  let current = ''
  for (const line of text.split('\n')) {
    if (line === '' || line === '# EOF') continue
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (kind === 'HELP') {
      if (families.has(name)) throw new Error(`${name} stands twice`)
      families.set(name, { type: '', help: rest, lines: [] })
      current = name
      continue
    }
    const family = families.get(current)
    if (!family) throw new Error(`before any family: ${line}`)
    if (kind === 'TYPE') {
      if (name !== current || family.type !== '') throw new Error(`out of place: ${line}`)
      family.type = rest
      continue
    }
    const [, metric = '', labels = '', value = ''] = LINE.exec(line) ?? []
    if (!metric.startsWith(current)) throw new Error(`not of ${current}: ${line}`)
    if (seen.has(`${metric}{${labels}}`)) throw new Error(`this series stands twice: ${line}`)
    seen.add(`${metric}{${labels}}`)
    family.lines.push({ name: metric, labels: labelsOf(labels), value: numberOf(value) })
  }
  return families
}
