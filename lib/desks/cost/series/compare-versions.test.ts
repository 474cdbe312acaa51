import { describe, expect, test } from 'vitest'
import { compareVersions, incidentOrigin, isKept } from './compare-versions'

const version = (...days: [string, number][]) => new Map(days)

describe('two versions of one bill', () => {
  test('tell a day that was too young to be whole from one that is there twice and from one that was restated', () => {
    const before = version(['2026-03-01', 100], ['2026-04-06', 100], ['2026-04-07', 80], ['2026-04-08', 90], ['2026-04-09', 10])
    const after = version(['2026-03-01', 130], ['2026-04-06', 100.4], ['2026-04-07', 110], ['2026-04-08', 180], ['2026-04-09', 100], ['2026-04-10', 70])
    expect(compareVersions(before, after, '2026-04-10').map((change) => [change.day, change.kind])).toEqual([
      ['2026-03-01', 'restated'],
      ['2026-04-07', 'completed'],
      ['2026-04-08', 'duplicated'],
      ['2026-04-09', 'completed'],
    ])
  })

  test('make an incident on a duplicated day a defect, one on restated days a restatement, and leave any other a change of cost', () => {
    const changes = [
      { day: '2026-04-08', before: 90, after: 180, kind: 'duplicated' },
      { day: '2026-03-01', before: 1, after: 9, kind: 'restated' },
    ] as const
    expect(incidentOrigin(['2026-04-08', '2026-04-09'], changes)).toBe('duplicated_day')
    expect(incidentOrigin(['2026-03-01'], changes)).toBe('restatement')
    expect(incidentOrigin(['2026-03-01', '2026-03-02'], changes)).toBe('cost')
    expect(incidentOrigin([], changes)).toBe('cost')
  })

  test('keep an incident whose days they still share, and withdraw one that only its neighbour or its opposite is near', () => {
    const rise = { direction: 'rise', days: ['2026-04-08', '2026-04-09'] } as const
    expect(isKept(rise, [{ direction: 'rise', days: ['2026-04-09', '2026-04-12'] }])).toBe(true)
    expect(isKept(rise, [{ direction: 'fall', days: ['2026-04-08'] }])).toBe(false)
    expect(isKept(rise, [{ direction: 'rise', days: ['2026-04-10'] }])).toBe(false)
  })
})
