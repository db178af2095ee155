/** A draw so near to 0 or 1 that the tail would run away is taken as this. */
const TAIL = 1e-6

/** The standard normal quantile, by Newton steps on the distribution from a good first guess; accurate to 1e-9. */
export const normalQuantile = (share: number): number => {
  const p = Math.min(1 - TAIL, Math.max(TAIL, share))
  // Shore's approximation is within 1 % over the whole range
  let z = p >= 0.5 ? 5.5556 * (1 - ((1 - p) / p) ** 0.1186) : -5.5556 * (1 - (p / (1 - p)) ** 0.1186)
  for (let step = 0; step < 4; step += 1) z -= (distribution(z) - p) / density(z)
  return z
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/** The cumulative distribution, as a series around the middle; enough for |z| up to 5. */
const distribution = (z: number): number => {
  let term = z
  let sum = z
  for (let n = 1; n < 80; n += 1) {
    term *= (z * z) / (2 * n + 1)
    sum += term
  }
  return 0.5 + sum * density(z)
}
