import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, subtract } from '@/lib/kernel/money'
import { closedBy, endOf, monthRestatement, type VersionTotal } from './month-restatement'

const OF = { source: 'acme-cur2', billing_month: '2026-09', closed_by: 'invoice', currency: 'USD' } as const
const total = (billed_cost: string, over: Partial<VersionTotal> = {}): VersionTotal => ({
  sub_account_id: '1',
  service_name: 'AmazonEC2',
  series: 'run',
  billed_cost,
  effective_cost: billed_cost,
  ...over,
})
const compare = (older: VersionTotal[], newer: VersionTotal[]) => monthRestatement(OF, { data_version: 3, totals: older }, { data_version: 4, totals: newer })

describe('a month counts as closed', () => {
  it('when it was fetched after its end and every charge that costs something names an invoice', () => {
    expect(closedBy('2026-09', { imported_at: '2026-10-04T09:00:00.000Z', invoiced: 'all' })).toBe('invoice')
    expect(closedBy('2026-09', { imported_at: '2026-09-29T09:00:00.000Z', invoiced: 'all' })).toBeNull()
  })

  it('by its age where the export names no invoice at all, and not while only some of its charges have one', () => {
    expect(closedBy('2026-12', { imported_at: '2027-01-08T09:00:00.000Z', invoiced: 'none' })).toBe('age')
    expect(closedBy('2026-12', { imported_at: '2027-01-07T09:00:00.000Z', invoiced: 'none' })).toBeNull()
    expect(closedBy('2026-12', { imported_at: '2027-01-20T09:00:00.000Z', invoiced: 'some' })).toBeNull()
  })

  it('and ends on the first day of the next one', () => expect(['2026-09', '2026-12'].map(endOf)).toEqual(['2026-10-01', '2027-01-01']))
})

describe('a later version of a closed month', () => {
  it('is no restatement where nothing differs by more than a dollar and half a percent', () => {
    expect(compare([total('1000')], [total('1004.99')])).toBeNull()
    expect(compare([total('10')], [total('10.99')])).toBeNull()
    expect(compare([total('1000')], [total('1005.01')])).not.toBeNull()
  })

  it('is told by account, service and kind of charge, the largest change first, with what is new and what is gone', () => {
    const gone = total('40', { service_name: 'AmazonS3' })
    const credit = total('-25', { series: 'credit' })
    const found = compare([total('1000'), gone], [total('1100'), credit])
    expect(found?.lines.map(({ service_name, series, before, after }) => `${service_name} ${series} ${before.billed_cost} ${after.billed_cost}`)).toEqual([
      'AmazonEC2 run 1000 1100',
      'AmazonS3 run 40 0',
      'AmazonEC2 credit 0 -25',
    ])
    expect(found).toMatchObject({ from_version: 3, to_version: 4, before: { billed_cost: '1040' }, after: { billed_cost: '1075' } })
  })

  it('is told where only the amortised cost differs', () => {
    expect(compare([total('1000')], [total('1000', { effective_cost: '900' })])?.lines).toHaveLength(1)
  })

  it('states every material change: what is left unsaid is rounding, and both sums are those of the versions', () => {
    const cell = fc.record({ service_name: fc.constantFrom('a', 'b', 'c', 'd'), cents: fc.integer({ min: -50_000, max: 500_000 }) })
    const version = fc
      .uniqueArray(cell, { selector: (c) => c.service_name })
      .map((cells) => cells.map((c) => total((c.cents / 100).toFixed(2), { service_name: c.service_name })))
    fc.assert(
      fc.property(version, version, (older, newer) => {
        const found = compare(older, newer)
        const sum = (all: VersionTotal[]) => add('0', ...all.map((t) => t.billed_cost))
        const change = Number(subtract(sum(newer), sum(older)))
        const told = (found?.lines ?? []).reduce((all, l) => all + Number(subtract(l.after.billed_cost, l.before.billed_cost)), 0)
        const most = older.reduce((all, t) => all + Math.max(1, 0.005 * Math.abs(Number(t.billed_cost))), 0) + 4
        expect(Math.abs(change - told)).toBeLessThanOrEqual(most)
        if (found !== null) expect(subtract(found.after.billed_cost, found.before.billed_cost)).toBe(subtract(sum(newer), sum(older)))
        expect(compare(older, older)).toBeNull()
      }),
    )
  })
})
