import type { Surroundings } from './surroundings.ts'

/** Whether what is printed has colours: on a terminal, unless the environment says otherwise, as Node itself reads it. */
export const isColoured = ({ variables, isTerminal }: Pick<Surroundings, 'variables' | 'isTerminal'>): boolean => {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = variables
  if (force !== undefined) return ['', '1', '2', '3', 'true'].includes(force)
  return isTerminal && term !== 'dumb' && (no === undefined || no === '')
}
