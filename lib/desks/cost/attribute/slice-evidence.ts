export type MovePrior = { spread: number; weight: number }

/** Summed over the leaves of a slice: deviations, their squares, and log densities under everyday noise. */
export type MoveSums = { count: number; sum: number; squares: number; everyday: number }

// Agreement closer than this counts no more: a slice that follows its move to the last digit is as certain, and its parts are not more so.
export const CLOSEST = 0.02

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2

/** Log density of a deviation around a centre. */
export const normalLog = (deviation: number, centre: number, spread: number): number => {
  const z = (deviation - centre) / spread
  return -HALF_LOG_TWO_PI - Math.log(spread) - 0.5 * z * z
}

/** Log density of a deviation that may be anything between -1 and 1. */
export const ANYTHING_LOG = -Math.LN2

/**
 * How much likelier the deviations of a slice are under one common move than under everyday noise, in nats. The move may be anything; how closely the
 * leaves follow it has a scaled inverse chi-squared prior. Both are integrated out, so few leaves that agree by chance count for little.
 */
export function moveEvidence(prior: MovePrior): (sums: MoveSums) => number {
  const shape = prior.weight / 2
  const scale = shape * prior.spread ** 2
  const constants: number[] = []
  const constantFor = (count: number): number => {
    const known = constants[count]
    if (known !== undefined) return known
    const half = (count - 1) / 2
    const value = ANYTHING_LOG - Math.log(count) / 2 - half * 2 * HALF_LOG_TWO_PI + shape * Math.log(scale) - logGamma(shape) + logGamma(shape + half)
    constants[count] = value
    return value
  }
  return ({ count, sum, squares, everyday }) => {
    const around = Math.max(0, squares - (sum * sum) / count) + count * CLOSEST ** 2
    return constantFor(count) - (shape + (count - 1) / 2) * Math.log(scale + around / 2) - everyday
  }
}

// Stirling's series needs an argument of some size; the recurrence brings small ones there. Error below 1e-10.
const STIRLING_FROM = 8

/** Natural logarithm of the gamma function for x > 0. */
function logGamma(x: number): number {
  let shift = 0
  let y = x
  while (y < STIRLING_FROM) {
    shift += Math.log(y)
    y += 1
  }
  const r = 1 / (y * y)
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / y - shift
}
