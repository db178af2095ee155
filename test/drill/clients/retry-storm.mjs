import { between, persist } from './asking.mjs'

// on a busy machine too they grow by more than they may be late
const waits = many => Array.from({ length: many }, (_, i) => 60 * 2 ** i + between(0, 40))

// six attempts, where the scenario expects five at most
export const sin = () => persist(waits(5))

export const innocent = () => persist(waits(4))
