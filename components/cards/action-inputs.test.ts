import { expect, it } from 'vitest'
import { action } from '@/components/fixtures/make'
import { asParams, startValues } from './action-inputs'

const snooze = action({
  id: 'anomaly.snooze',
  command: 'anomaly.snooze',
  label: 'Snooze',
  inputs: [
    { param: 'until', label: 'Until', kind: 'day', value: '2026-11-26', min: '2026-11-20', max: '2027-02-19' },
    { param: 'grows_pct', label: 'Or until it grows by', kind: 'whole_number', value: '', min: '5', max: '1000' },
  ],
})

it('sends what was filled in, a number as a number and an empty field as null', () => {
  expect(asParams(snooze, startValues(snooze))).toEqual({ until: '2026-11-26', grows_pct: null })
  expect(asParams(snooze, { until: ' ', grows_pct: '20' })).toEqual({ until: null, grows_pct: 20 })
})

it('adds nothing to a button that asks for nothing', () => {
  const plain = action({ id: 'case.acknowledge', command: 'case.acknowledge', label: 'Acknowledge' })
  expect(asParams(plain, startValues(plain))).toEqual({})
})
