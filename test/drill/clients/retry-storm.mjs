import { between, persist } from './asking.mjs'

const waits = many => Array.from({ length: many }, (_, i) => 40 * (i + 1) + between(0, 40))

// six attempts, where the scenario expects five at most
export const sin = () => persist(waits(5))

export const innocent = () => persist(waits(4))
