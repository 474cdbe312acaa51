import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '@/lib/kernel/canonical'
import { addDays, addHours } from '@/lib/kernel/time'
import { type BillRequest, makeBill, settledUntil } from './bill'
import type { Row } from './formats'
import { DEMO_SEED, DEMO_START } from './people'

const request = (over: Partial<BillRequest> = {}): BillRequest => ({ seed: DEMO_SEED, events: [], from: '2026-11-06', until: DEMO_START, ...over })
const rowsOf = (r: BillRequest): Row[] => [...makeBill(r)].flatMap((month) => [...month.rows])
const text = (rows: Row[]): string => rows.map((row) => Object.values(row).join('|')).join('\n')
const dayOfRow = (row: Row): string => row['line_item_usage_start_date']?.slice(0, 10) ?? ''
/** What may change when a month closes: its invoice, and the tax that comes with it. */
const usageOn = (rows: Row[], last: string): string =>
  text(rows.filter((row) => dayOfRow(row) <= last && row['line_item_line_item_type'] !== 'Tax').map((row) => ({ ...row, bill_invoice_id: '' })))

describe('the demonstration bill', () => {
  it('is the same byte for byte for the same seed', () => {
    const rows = rowsOf(request({ from: '2026-11-08', until: '2026-11-11T00:00:00.000Z' }))
    expect(text(rows)).toBe(text(rowsOf(request({ from: '2026-11-08', until: '2026-11-11T00:00:00.000Z' }))))
    expect({ rows: rows.length, sha256: sha256(text(rows)) }).toMatchInlineSnapshot(`
      {
        "rows": 1369,
        "sha256": "3b02552be634a1287c2f6e4cb4c18687b81034bc0d0e5ac082131527e4e1b2e1",
      }
    `)
  })

  it('is another bill for another seed, with the same lines to the eye', () => {
    const [a, b] = [rowsOf(request({ seed: 7 })), rowsOf(request({ seed: 8 }))]
    expect(text(a)).not.toBe(text(b))
    expect(Math.abs(a.length - b.length) / a.length).toBeLessThan(0.03)
  })

  it('gives a day the same lines whatever day it is asked to begin with', () => {
    const late = rowsOf(request({ from: '2026-11-12' }))
    expect(text(rowsOf(request({ from: '2026-10-20' })).filter((row) => dayOfRow(row) >= '2026-11-12'))).toBe(text(late))
  })

  it('never changes a settled usage day when time goes on', () => {
    const hours = fc.integer({ min: 0, max: 17 * 24 }) // over the close of November
    fc.assert(
      fc.property(hours, hours, (a, b) => {
        const [early, late] = [addHours('2026-11-20T00:00:00.000Z', Math.min(a, b)), addHours('2026-11-20T00:00:00.000Z', Math.max(a, b))]
        const last = addDays(settledUntil(early), -1)
        expect(usageOn(rowsOf(request({ until: late, from: '2026-11-18' })), last)).toBe(usageOn(rowsOf(request({ until: early, from: '2026-11-18' })), last))
      }),
      { numRuns: 4 },
    )
  }, 60_000)

  it('holds 30 % of a day at eight, 65 % at four in the afternoon, 95 % on the day after and all of it on the second', () => {
    const loadTest = (until: string) =>
      rowsOf(request({ from: '2026-11-17', until }))
        .filter((row) => dayOfRow(row) === '2026-11-17' && row['resource_tags']?.includes('loadtest-1'))
        .map((row) => row['line_item_usage_amount'])
    expect(loadTest('2026-11-17T07:59:00.000Z')).toEqual([])
    expect(loadTest('2026-11-17T09:00:00.000Z')).toEqual(['7.2'])
    expect(loadTest('2026-11-17T16:00:00.000Z')).toEqual(['15.6'])
    expect(loadTest('2026-11-18T00:00:00.000Z')).toEqual(['22.8'])
    expect(loadTest('2026-11-19T00:00:00.000Z')).toEqual(['24'])
  })

  it('gives a month its invoice and its tax on the fifth of the next one', () => {
    const october = (until: string) => [...makeBill(request({ from: '2026-10-28', until }))].find((m) => m.month === '2026-10')
    const ids = (until: string) => new Set([...(october(until)?.rows ?? [])].map((row) => row['bill_invoice_id']))
    expect([...ids('2026-11-04T23:00:00.000Z')]).toEqual([''])
    expect([...ids('2026-11-05T00:00:00.000Z')]).toEqual([expect.stringMatching(/^EUINIE26-\d+$/)])
    expect([...(october('2026-11-05T00:00:00.000Z')?.rows ?? [])].filter((row) => row['line_item_line_item_type'] === 'Tax')).toHaveLength(1)
  })

  it('identifies every line once', () => {
    const rows = rowsOf(request())
    expect(new Set(rows.map((row) => row['identity_line_item_id'])).size).toBe(rows.length)
  })

  it('refuses days before it begins', () => {
    expect(() => rowsOf(request({ from: '2026-03-31' }))).toThrow('begins on 2026-04-01')
  })
})
