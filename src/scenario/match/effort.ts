/** How much one request may take of its rules: counted, not measured, so that equal requests get equal answers. */
export interface Effort {
  stepsLeft: number
  /** Criteria that would have taken more, as they stand in the file: they count as not holding. */
  readonly givenUp: string[]
}

/** Takes steps for a criterion; false where there are not so many left. Whoever has no effort to give has no bound. */
export const takeSteps = (effort: Effort | undefined, steps: number, criterion: string): boolean => {
  if (effort === undefined) return true
  if (steps <= effort.stepsLeft) {
    effort.stepsLeft -= steps
    return true
  }
  if (!effort.givenUp.includes(criterion)) effort.givenUp.push(criterion)
  return false
}
