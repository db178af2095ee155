// Prints anew what is generated: the table of statuses in docs/api.md, that of findings in docs/verdict.md, that of metrics in docs/metrics.md, docs/errors.md, docs/journal-entry.schema.json, scenarios/scenario.schema.json, conformance/cases.schema.json, the type of a scenario.
import { readFileSync, writeFileSync } from 'node:fs'
import { errorsMarkdown, errorsReference } from '#src/cli/errors-table'
import { findingsTable } from '#src/cli/findings-table'
import { metricsTable } from '#src/cli/metrics-table'
import { suiteSchema } from '#src/conform/suite-schema'
import { entrySchema } from '#src/journal/entry-schema'
import { editorSchema, standardSchema } from '#src/scenario/language/editor-schema'
import { scenarioSchema } from '#src/scenario/language/scenario-schema'
import { typescriptOf } from '#src/scenario/language/typescript-of'

const file = name => new URL(`../${name}`, import.meta.url)
const table = /(<!-- errors -->\n)[\s\S]*?(\n<!-- \/errors -->)/

const api = readFileSync(file('docs/api.md'), 'utf8')
writeFileSync(
  file('docs/api.md'),
  api.replace(table, (_all, begin, end) => `${begin}${errorsMarkdown()}${end}`),
)
const findings = /(<!-- findings -->\n)[\s\S]*?(\n<!-- \/findings -->)/
const verdict = readFileSync(file('docs/verdict.md'), 'utf8')
writeFileSync(
  file('docs/verdict.md'),
  verdict.replace(findings, (_all, begin, end) => `${begin}${findingsTable()}${end}`),
)
const metrics = /(<!-- metrics -->\n)[\s\S]*?(<!-- \/metrics -->)/
writeFileSync(
  file('docs/metrics.md'),
  readFileSync(file('docs/metrics.md'), 'utf8').replace(
    metrics,
    (_all, begin, end) => `${begin}${metricsTable()}\n${end}`,
  ),
)
writeFileSync(file('docs/errors.md'), `${errorsReference().trimEnd()}\n`)
writeFileSync(file('docs/journal-entry.schema.json'), `${JSON.stringify(entrySchema, null, 2)}\n`)
writeFileSync(file('scenarios/scenario.schema.json'), `${JSON.stringify(editorSchema(), null, 2)}\n`)
writeFileSync(file('src/scenario/language/written-scenario.ts'), typescriptOf('WrittenScenario', scenarioSchema))
writeFileSync(
  file('conformance/cases.schema.json'),
  `${JSON.stringify(standardSchema(suiteSchema, 'groq-mock conformance cases'), null, 2)}\n`,
)
