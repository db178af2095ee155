import { families } from '../control/metrics/families.ts'

/** Every metric with its labels and what it means, as a table in Markdown. */
export const metricsTable = (): string =>
  [
    '| metric | type | labels | what it is |',
    '|---|---|---|---|',
    ...families.map(
      ({ name, type, labels = [], help }) =>
        `| \`${name}\` | ${type} | ${labels.map(label => `\`${label}\``).join(', ')} | ${help} |`,
    ),
  ].join('\n')
