import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import type { VerificationCheck } from '@/schemas/verification'
import { cameUndone } from './came-undone'

const CLAIM = { saved_per_day: '118.86', counted_to: '2026-11-27' }
const WITHOUT = 226.8

/** Days after the claim with what each of them saved; null is a day that nobody knows. */
const days = (saved: readonly (number | null)[], is_settled = true): VerificationCheck['trajectory'] =>
  saved.map((s, i) => ({
    day: addDays('2026-11-28', i),
    actual: s === null ? null : (WITHOUT - s).toFixed(2),
    expected: String(WITHOUT),
    low80: '210',
    high80: '240',
    low95: '200',
    high95: '250',
    is_settled,
    is_used: false,
  }))

describe('a saving that was claimed', () => {
  it('holds through workdays on which a schedule saves less, and through one bad day', () => {
    expect(cameUndone(days([92.4, 92.4, 92.4, 92.4, 92.4, 184.9, 184.9, 92.4, 0, 92.4]), CLAIM)).toBeNull()
  })

  it('has come undone after five settled days at the level of the incident, from the first of them', () => {
    expect(cameUndone(days([92.4, 184.9, 2, -3, 1, 0, 4]), CLAIM)).toEqual({ since: '2026-11-30', days: 5, saved_per_day: '0.8' })
    expect(cameUndone(days([92.4, 184.9, 2, -3, 1, 0]), CLAIM)).toBeNull()
  })

  it('is judged on settled and known days only', () => {
    expect(cameUndone(days([0, 0, 0, 0, 0, 0, 0], false), CLAIM)).toBeNull()
    expect(cameUndone(days([null, null, null, null, null, null]), CLAIM)).toBeNull()
    expect(cameUndone(days([0, null, 0, 0, null, 0, 0]), CLAIM)?.days).toBe(5)
  })

  it('is smaller, not undone, while a part of it is left', () => {
    expect(cameUndone(days([50, 50, 50, 50, 50, 50]), CLAIM)).toBeNull()
  })

  it('never comes undone by saving more, and a claim of nothing never does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 200 }), { maxLength: 20 }), fc.integer({ min: 0, max: 100 }), (saved, more) => {
        if (cameUndone(days(saved), CLAIM) === null) expect(cameUndone(days([...saved, 118 + more]), CLAIM)).toBeNull()
        expect(cameUndone(days(saved), { ...CLAIM, saved_per_day: '0' })).toBeNull()
      }),
    )
  })
})
