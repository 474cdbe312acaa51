import { describe, expect, it } from 'vitest'
import { comparisonForm, thresholdForm } from '@/agent/ask/answers/forms'
import { lineOf, troublesOf } from '@/components/cards/form-line'
import { parse, print } from '@/lib/conversation/frame/canonical'
import { Form } from '@/schemas/components/form'
import type { FrameOf } from '@/schemas/frame'

const TODAY = '2026-11-19'
const cover = {
  first_day: '2026-04-01',
  end_day: '2026-11-19',
  settled_end: '2026-11-17',
  currency: 'USD' as const,
  data_version: 'v1',
  imported_at: '2026-11-19T08:00:00.000Z',
}
const valuesOf = (form: { fields: readonly { name: string; value: string }[] }) => Object.fromEntries(form.fields.map((f) => [f.name, f.value]))

describe('forms of an answer', () => {
  it.each([
    '/compare by:service period:last-month top:10 account:210000000006',
    '/compare by:team period:2026-10-01..2026-10-07 baseline:2026-09-01..2026-09-07 top:5 service:"Amazon Elastic Compute Cloud" env:dev',
  ])('%s asks the same comparison again when nothing was changed in its form', (line) => {
    const frame = parse(line, TODAY) as FrameOf<'compare_periods'>
    const form = Form.parse(comparisonForm(frame, cover, TODAY))
    expect(troublesOf(form, valuesOf(form))).toEqual({})
    const again = parse(lineOf(form, valuesOf(form)), TODAY) as FrameOf<'compare_periods'>
    const days = ({ period, baseline, ...rest }: FrameOf<'compare_periods'>) => ({
      ...rest,
      period: [period.start, period.end],
      baseline: [baseline.start, baseline.end],
    })
    expect(days(again)).toEqual(days(frame))
  })

  it.each(['/whatif over:150/day', '/whatif case:case_lumen under:99.50/day'])('%s asks for the same threshold again', (line) => {
    const frame = parse(line, TODAY) as FrameOf<'what_if_threshold'>
    const form = Form.parse(thresholdForm(frame, 'USD', TODAY))
    expect(print(parse(lineOf(form, valuesOf(form)), TODAY) ?? frame, TODAY)).toBe(print(frame, TODAY))
  })

  it('leaves the amount open where the threshold was none of a day', () => {
    const frame = parse('/whatif over:20%', TODAY) as FrameOf<'what_if_threshold'>
    const form = thresholdForm(frame, 'USD', TODAY)
    expect(Object.keys(troublesOf(form, valuesOf(form)))).toEqual(['amount'])
  })
})
