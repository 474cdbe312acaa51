/** Scores of one file, in the order of its points. Windows are inclusive index ranges, in order. */
export type NabFile = { name: string; scores: readonly number[]; windows: readonly NabWindow[] }
export type NabWindow = { first: number; last: number }
export type NabProfile = { tp: number; fn: number; fp: number }

/** The three published profiles: what a hit, a miss and a false alarm weigh. */
export const NAB_PROFILES = {
  standard: { tp: 1, fn: 1, fp: 0.11 },
  low_fp: { tp: 1, fn: 1, fp: 0.22 },
  low_fn: { tp: 1, fn: 2, fp: 0.11 },
} as const satisfies Record<string, NabProfile>

const PROBATION_RATIO = 0.15
const PROBATION_POINTS = 750
// Beyond three window widths a false alarm costs its full weight.
const FAR = 3

/** How many points at the start of a file are neither hits nor false alarms. */
export const probationOf = (points: number): number => Math.min(Math.floor(PROBATION_RATIO * points), PROBATION_POINTS)

const sigmoid = (x: number): number => (x > FAR ? -1 : 2 / (1 + Math.exp(5 * x)) - 1)
const LARGEST = sigmoid(-1)

/** What a detection at point `i` is worth before weights: in a window 1 at its start to 0 at its end, outside it 0 right after a window to -1. */
function worthAt(i: number, windows: readonly NabWindow[]): { window: number | null; worth: number } {
  let before: NabWindow | null = null
  for (const [index, window] of windows.entries()) {
    if (i < window.first) break
    const width = window.last - window.first + 1
    if (i <= window.last) return { window: index, worth: sigmoid(-(window.last - i + 1) / width) / LARGEST }
    before = window
  }
  if (before === null) return { window: null, worth: -1 }
  // A window of one point has no width to measure the distance in: every later point is far.
  const width = before.last - before.first
  return { window: null, worth: width === 0 ? -1 : sigmoid((i - before.last) / width) }
}

/** Raw score at one threshold: the best detection of each window, or a miss, plus every detection outside. Higher is better. */
export function rawScore({ scores, windows }: NabFile, threshold: number, profile: NabProfile): number {
  const best = windows.map(() => -profile.fn)
  let outside = 0
  for (let i = probationOf(scores.length); i < scores.length; i++) {
    if ((scores[i] ?? 0) < threshold) continue
    const { window, worth } = worthAt(i, windows)
    if (window === null) outside += worth * profile.fp
    else best[window] = Math.max(best[window] ?? -profile.fn, worth * profile.tp)
  }
  return best.reduce((sum, value) => sum + value, outside)
}

/** 0 is what a silent detector gets, 100 a perfect one. Null when the files hold no window: there is nothing to normalise by. */
export function nabScore(files: readonly NabFile[], threshold: number, profile: NabProfile): number | null {
  const windows = files.reduce((sum, file) => sum + file.windows.length, 0)
  if (windows === 0) return null
  const raw = files.reduce((sum, file) => sum + rawScore(file, threshold, profile), 0)
  return (100 * (raw + profile.fn * windows)) / (windows * (profile.tp + profile.fn))
}

/** The threshold with the highest raw score over all files, from all distinct scores and "no detection" (infinity). Ties go to the higher threshold. */
export function bestThreshold(files: readonly NabFile[], profile: NabProfile): number {
  const points = files.flatMap((file, f) => {
    const from = probationOf(file.scores.length)
    return file.scores.slice(from).map((score, i) => ({ f, score, ...worthAt(from + i, file.windows) }))
  })
  points.sort((a, b) => b.score - a.score)
  const best = files.map((file) => file.windows.map(() => -profile.fn))
  let raw = -profile.fn * files.reduce((sum, file) => sum + file.windows.length, 0)
  let found = { raw, threshold: Number.POSITIVE_INFINITY }
  for (const [i, point] of points.entries()) {
    const row = best[point.f] ?? []
    if (point.window === null) raw += point.worth * profile.fp
    else {
      const value = Math.max(row[point.window] ?? -profile.fn, point.worth * profile.tp)
      raw += value - (row[point.window] ?? -profile.fn)
      row[point.window] = value
    }
    if (points[i + 1]?.score !== point.score && raw > found.raw) found = { raw, threshold: point.score }
  }
  return found.threshold
}
