import type { Lost } from '../incoming.ts'

/** Does something; what it throws is handed back, null for nothing. */
export const lostBy = (act: () => void): Lost | null => {
  try {
    act()
    return null
  } catch (error) {
    return { error }
  }
}
