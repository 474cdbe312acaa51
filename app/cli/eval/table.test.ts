import { expect, it } from 'vitest'
import { isMissed, tableOf } from './table'

it.each([
  [0.9, '>= 0.90', false],
  [0.899, '>= 0.90', true],
  [52, '>= 52, stretch 60', false],
  [0.05, '<= 0.05', false],
  [0.051, '<= 0.05', true],
  [1, '< 1', true],
  [0.798, '0.85 .. 0.95', true],
  [0.95, '0.85 .. 0.95', false],
  [0.951, '0.85 .. 0.95', true],
  [1, '1', false],
  [0.999, '1', true],
  [null, '>= 0.90', false],
  [3, null, false],
] as const)('knows whether %s misses the aim %s', (value, aim, missed) => expect(isMissed({ name: 'x', value, aim, baseline: null })).toBe(missed))

it('says of each figure that misses its aim that it does', () => {
  const rows = tableOf([
    { name: 'coverage', value: 0.798, aim: '0.85 .. 0.95', baseline: null },
    { name: 'said wrongly', value: 0.04, aim: '<= 0.05', baseline: null },
  ])
  expect(rows.slice(1)).toEqual(['  coverage      0.798     0.85 .. 0.95: missed', '  said wrongly  0.040     <= 0.05'])
})
