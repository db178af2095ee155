import { durationFlag, numberFlag, switchFlag, textFlag } from '../flags.ts'
import { above0 } from './above-0.ts'

/** The flags of `conform`. */
export const conformFlags = {
  cases: textFlag('FILE', 'The file of cases', 'the shipped one'),
  only: textFlag('LIST', 'Families or ids of cases with commas between them', 'all cases'),
  expected: textFlag('FILE', 'Results that were checked in: fail on any difference, better or worse', ''),
  accept: switchFlag('Write the results to the file of --expected', 'off'),
  subject: textFlag('NAME', 'What the client is called in results and tables', 'the last word of the command'),
  jobs: numberFlag('How many runners run at once', '1', 1, 64),
  timeout: above0(durationFlag('When a runner that still runs is ended', '60s')),
  out: textFlag('DIR', 'Where results.json, report.html and junit.xml are written', 'nowhere'),
  join: switchFlag('Make one page of several files of results, which stand as words', 'off'),
} as const
