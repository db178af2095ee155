import type { Verdict } from '../verdict.ts'

/** Why a verdict is not PASS, without what its findings say anyway: what was done, or why that can't be told. */
export const reasonsLeft = ({ result, reasons, findings }: Verdict): readonly string[] => {
  const told = findings.flatMap(({ sentence, doubt }) => (doubt === null ? [sentence] : [sentence, `${doubt}.`]))
  return result === 'PASS' ? [] : reasons.filter(reason => !told.some(words => reason.endsWith(words)))
}
