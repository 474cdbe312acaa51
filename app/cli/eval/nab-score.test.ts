import { describe, expect, test } from 'vitest'
import { bestThreshold, NAB_PROFILES, type NabFile, nabScore, probationOf, rawScore } from './nab-score'

const { standard } = NAB_PROFILES

/** A file of 100 points (15 of probation) that is silent but for some points. */
const file = (scores: Record<number, number>, windows: NabFile['windows']): NabFile => ({
  name: 'small',
  scores: Array.from({ length: 100 }, (_, i) => scores[i] ?? 0),
  windows,
})
const window = [{ first: 40, last: 49 }]

describe('the published score of streams with labelled windows', () => {
  test('gives a silent detector 0 and a detection at the start of each window and nowhere else 100, on all profiles', () => {
    const files = [file({ 40: 1 }, window), file({ 20: 1, 60: 1 }, [{ first: 20, last: 29 }, ...[{ first: 60, last: 69 }]])]
    for (const profile of Object.values(NAB_PROFILES)) {
      expect(nabScore(files, 2, profile)).toBeCloseTo(0, 12)
      expect(nabScore(files, 1, profile)).toBeCloseTo(100, 12)
    }
  })

  test('agrees with a case computed by hand', () => {
    // Window 40..49, width 10. Point 45: position -0.5, 2/(1+e^-2.5) - 1 = 0.848284; a start is worth 2/(1+e^-5) - 1 = 0.986614.
    expect(rawScore(file({ 45: 1 }, window), 1, standard)).toBeCloseTo(0.848284 / 0.986614, 5)
    // Point 52 is 3 points after the window: 3/9 of a width, 2/(1+e^(5/3)) - 1 = -0.682228, times 0.11, and the window is missed.
    expect(rawScore(file({ 52: 1 }, window), 1, standard)).toBeCloseTo(-1 - 0.11 * 0.682228, 5)
    // Before any window a false alarm costs its full weight, as it does beyond three widths.
    expect(rawScore(file({ 30: 1 }, window), 1, standard)).toBeCloseTo(-1.11, 12)
    expect(rawScore(file({ 77: 1 }, window), 1, standard)).toBeCloseTo(-1.11, 12)
  })

  test('rewards the earliest detection of a window once', () =>
    expect(rawScore(file({ 42: 1, 45: 1, 48: 1 }, window), 1, standard)).toBe(rawScore(file({ 42: 1 }, window), 1, standard)))

  test('counts nothing during probation, which is 15 % of a file and at most 750 points', () => {
    expect(rawScore(file({ 3: 1, 14: 1 }, window), 1, standard)).toBe(-1)
    expect(rawScore(file({ 15: 1 }, window), 1, standard)).toBeCloseTo(-1.11, 12)
    expect([probationOf(100), probationOf(4032), probationOf(20_000)]).toEqual([15, 604, 750])
  })

  test('finds the threshold that no other threshold beats, and none where every detection costs', () => {
    const files = [file({ 30: 5, 45: 3, 70: 2 }, window), file({ 20: 4 }, [])]
    const best = bestThreshold(files, standard)
    const total = (threshold: number) => files.reduce((sum, f) => sum + rawScore(f, threshold, standard), 0)
    for (const threshold of [0, 1, 2, 3, 4, 5, 6]) expect(total(best)).toBeGreaterThanOrEqual(total(threshold))
    expect(best).toBe(3)
    expect(bestThreshold([file({ 30: 5 }, [])], standard)).toBe(Number.POSITIVE_INFINITY)
  })

  test('has no figure for files without a window', () => expect(nabScore([file({ 30: 5 }, [])], 1, standard)).toBeNull())
})
