import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Drilled } from '#src/drill/drilled'
import { root, start } from '../helpers/cli.ts'

/** The YAML of a shipped scenario. */
export const shipped = (name: string): string => readFileSync(join(root, 'scenarios', `${name}.yaml`), 'utf8')

/** What `drill` says of a client in scenarios that are given as YAML, by their names; the client knows its own by GROQ_MOCK_SESSION. */
export const drilled = async (
  t: Test,
  scenarios: Readonly<Record<string, string>>,
  jobs: number,
  command: readonly string[],
): Promise<ReadonlyMap<string, Drilled>> => {
  const names = Object.keys(scenarios)
  const folder = t.testdir(Object.fromEntries(names.map(name => [`${name}.yaml`, scenarios[name] ?? ''])))
  const files = names.map(name => join(folder, `${name}.yaml`)).join(',')
  const flags = [`--scenarios=${files}`, `--jobs=${jobs}`, `--out=${join(folder, 'out')}`]
  const { code, stderr } = await start(t, ['drill', ...flags, '--', ...command]).ended
  if (code !== 0 && code !== 1 && code !== 3) throw new Error(stderr)
  const report = JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8'))
  return new Map(report.drilled.map((one: Drilled) => [one.scenario, one]))
}

/** The path of a file beside the tests of drills. */
export const beside = (name: string): string => join(root, 'test', 'drill', name)
