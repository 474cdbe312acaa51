import { describe, expect, it } from 'vitest'
import { lineOf, troublesOf } from '@/components/cards/form-line'
import { form, form_threshold } from '@/components/fixtures/edits'
import type { ComponentOf } from '@/schemas/intent'

const days = form as ComponentOf<'form'>
const amount = form_threshold as ComponentOf<'form'>
const valid = { from: '2026-10-01', to: '2026-10-31', against_from: '2026-09-01', against_to: '2026-09-30', by: 'team' }

describe('a form of a question', () => {
  it('makes the line that its fields say', () => {
    expect(troublesOf(days, valid)).toEqual({})
    expect(lineOf(days, valid)).toBe('/compare account:210000000006 by:team period:2026-10-01..2026-10-31 baseline:2026-09-01..2026-09-30')
  })

  it.each([
    ['a day before the bill begins', { from: '2026-03-31' }, 'from'],
    ['a day after it ends', { to: '2026-11-19' }, 'to'],
    ['a last day before the first', { to: '2026-09-30' }, 'to'],
    ['a day that is none', { from: '2026-13-40' }, 'from'],
    ['nothing', { against_to: '' }, 'against_to'],
    ['a choice that is not offered', { by: 'team top:50' }, 'by'],
  ])('asks nothing with %s and says which field it is', (_, over, field) => {
    expect(Object.keys(troublesOf(days, { ...valid, ...over }))).toEqual([field])
  })

  it.each(['-1', '1e9', '150 case:x', '1000001', '12.345', '٣'])('takes %s for no amount within its bound', (value) => {
    expect(troublesOf(amount, { amount: value })).toHaveProperty('amount')
  })

  it('takes an amount with cents', () => expect(troublesOf(amount, { amount: '99.50' })).toEqual({}))
})
