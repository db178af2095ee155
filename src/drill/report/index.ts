import type { DrillResult } from '../drilled.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'

/** The files that a drill writes, by name. */
export const reports: readonly (readonly [file: string, report: (result: DrillResult) => string])[] = [
  ['report.html', html],
  ['report.json', json],
  ['report.md', markdown],
  ['junit.xml', junit],
]
