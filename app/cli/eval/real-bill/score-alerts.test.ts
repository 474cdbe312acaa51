import { describe, expect, it } from 'vitest'
import type { InjectedEvent } from './injected-bill'
import { alertsOf, type Flags, scoreAlerts } from './score-alerts'

const flags = (days: Record<string, number[]>): Flags => new Map(Object.entries(days).map(([cell, list]) => [cell, new Set(list)]))
const event = (event_id: string, cell: string, first: number, last: number, impact = 100): InjectedEvent => ({
  event_id,
  cause: 'usage_step',
  impact,
  first,
  last,
  cells: new Set([cell]),
  leaves: new Set([0]),
})

describe('scoring alerts', () => {
  it('merges flags of a cell that are at most seven days apart, and leaves out days before the scored ones', () => {
    expect(alertsOf(flags({ a: [10, 50, 57, 64, 72] }))).toEqual([
      { cell: 'a', first: 50 },
      { cell: 'a', first: 72 },
    ])
  })

  it('finds an event up to two days after its end, in its own cell only', () => {
    const score = (days: Record<string, number[]>) => scoreAlerts(flags(days), flags({}), [event('e', 'a', 60, 62)], []).recall
    expect([score({ a: [64] }), score({ a: [65] }), score({ b: [61] })]).toEqual([1, 0, 0])
  })

  it('counts an alert that the bill raises by itself as neither right nor wrong for f1, and as wrong for f1_all', () => {
    const s = scoreAlerts(flags({ a: [61], b: [80], c: [90] }), flags({ b: [81] }), [event('e', 'a', 60, 62)], [])
    expect(s).toMatchObject({ precision: 0.5, precision_all: 0.333, recall: 1, false_alerts: 1, alerts: 3, natural_alerts: 1 })
  })

  it('counts alerts on the events of the other split neither way', () => {
    expect(scoreAlerts(flags({ a: [61], b: [80] }), flags({}), [event('e', 'a', 60, 62)], [event('o', 'b', 79, 85)])).toMatchObject({
      precision: 1,
      precision_all: 1,
    })
  })

  it('weighs events by their dollars', () => {
    const s = scoreAlerts(flags({ a: [61] }), flags({}), [event('e', 'a', 60, 62, 900), event('f', 'b', 70, 72, 100)], [])
    expect(s).toMatchObject({ recall: 0.5, dollar_recall: 0.9, by_cause: { usage_step: { found: 1, events: 2 } }, missed: ['f'] })
  })
})
