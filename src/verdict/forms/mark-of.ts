/** The sign of an expectation that is met, is not, or can't be told. */
export const markOf = (met: boolean | null): string => (met === null ? '?' : met ? '✓' : '✗')
