/** Why something is not taken in: the status of the answer, and a sentence. */
export interface Refusal {
  readonly status: 413 | 507
  readonly problem: string
}

/** `3.2 MiB`, or KiB where it is less than one. */
export const sizeInWords = (bytes: number): string =>
  bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KiB` : `${Number((bytes / 1024 ** 2).toFixed(1))} MiB`

/** Why a scenario has no room among those that the control API was given: too large by itself, or because of the others. */
export const noRoomFor = (bytes: number, mostBytes: number, takenBytes: number): Refusal => {
  const [its, most] = [sizeInWords(bytes), sizeInWords(mostBytes)]
  if (bytes > mostBytes)
    return {
      status: 413,
      problem: `The scenario takes about ${its} in memory, and all that the control API is given may take ${most} (--scenario-bytes).`,
    }
  return {
    status: 507,
    problem:
      `There is no room for this scenario: it takes about ${its} in memory, and of the ${most} that all may take which the control API ` +
      `is given (--scenario-bytes), ${sizeInWords(takenBytes)} are taken. Delete sessions that are over (DELETE /__mock/sessions/ID) ` +
      'or scenarios that were put (DELETE /__mock/scenarios/NAME).',
  }
}
