const LARGE_POWER = 500
const LARGE = 2 ** LARGE_POWER

/**
 * The place `k`, from 1, of the smallest value of a sorted sample of `n` that lies below the median of what the sample was drawn from with a chance of at most `alpha`: an upper bound of that median. Null
 * where the sample is too small for one. It is the order statistics' own bound of the sign test (Conover, Practical Nonparametric Statistics, 3.2): at least `k` of `n` points lie below the median, each with
 * a chance of one half. It knows no shape of the noise, and takes the points for independent: what it lacks where noise carries over is in `carried-over.ts`.
 */
export function medianBoundPlace(n: number, alpha: number): number | null {
  // Chances times 2^power: of more than a thousand points the chance that all lie below is too small for a number.
  let [chance, tail, power] = [1, 1, n]
  let most = alpha * 2 ** power
  if (n === 0 || tail > most) return null
  let k = n
  while (k > 1) {
    chance *= k / (n - k + 1)
    if (tail + chance > most) return k
    tail += chance
    k -= 1
    if (chance > LARGE) {
      chance /= LARGE
      tail /= LARGE
      power -= LARGE_POWER
      most = alpha * 2 ** power
    }
  }
  return k
}
