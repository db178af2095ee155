import { type FindingId, findingIds } from '../../contract.ts'
import type { JsonSchema } from '../../json-schema.ts'
import { type Criterion, keys } from './criterion.ts'

const ids = (description: string): JsonSchema => ({
  type: 'array',
  minItems: 1,
  description,
  items: { enum: findingIds },
})

/** What the verdict finds, or does not. */
export const findings: Criterion<{ readonly absent?: readonly FindingId[]; readonly present?: readonly FindingId[] }> =
  {
    schema: keys('What the verdict finds (docs/verdict.md).', {
      absent: ids('None of these is found.'),
      present: ids('Each of these is found.'),
    }),
    check: ({ absent = [], present = [] }, seen) => {
      const found = absent.find(id => seen.findings.includes(id))
      if (found !== undefined) return `the verdict finds ${found}`
      const missing = present.find(id => !seen.findings.includes(id))
      return missing === undefined ? null : `the verdict does not find ${missing}`
    },
  }
