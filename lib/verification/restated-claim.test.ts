import { expect, it } from 'vitest'
import type { VerificationCheck } from '@/schemas/verification'
import { restatedClaim } from './restated-claim'

type Days = VerificationCheck['trajectory']
const days = (actual: readonly string[], expected = '184.90'): Days =>
  actual.map((a, i) => ({
    day: `2026-11-${20 + i}`,
    actual: a,
    expected,
    low80: '0',
    high80: '0',
    low95: '0',
    high95: '0',
    is_settled: true,
    is_used: i >= 1 && i < 4,
  }))
const CLAIM = days(['90', '66', '66', '66', '90'])

it('says what the measured days come to now, and what they came to when the saving was claimed', () => {
  expect(restatedClaim(CLAIM, days(['90', '66', '66', '96', '90']))).toEqual({ days: 3, was: '118.9', is: '108.9' })
  expect(restatedClaim(CLAIM, days(['90', '66', '66', '66', '90'], '180.90')), 'the days before the change came again').toMatchObject({ is: '114.9' })
})

it('says nothing while the measured days are the same, whatever follows them', () => {
  expect(restatedClaim(CLAIM, CLAIM)).toBeNull()
  expect(restatedClaim(CLAIM, days(['10', '66', '66', '66', '10', '3']))).toBeNull()
  expect(restatedClaim(CLAIM, days(['90', '66', '66.01', '66', '90']))).toBeNull()
})

it('says nothing of days that are not known any more', () => {
  expect(restatedClaim(CLAIM, days(['90', '66', '30']))).toBeNull()
  expect(restatedClaim([], CLAIM)).toBeNull()
})
