import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import { curHeaderName } from '@/lib/warehouse/files/header-name'
import { makeBill } from './bill'
import { CUR_2_COLUMNS } from './format-cur'
import { LEGACY_COLUMNS } from './format-legacy-cur'
import type { BillFormat, Row } from './formats'
import { toUnits } from './units'

const rowsOf = (format: BillFormat, seed: number, from: string, until: string): Row[] =>
  [...makeBill({ seed, events: [], from, until }, format)].flatMap((month) => [...month.rows])

/** Cents per account, of one column. */
function totals(rows: Row[], account: string, cost: string): Record<string, number> {
  const sums = new Map<string, bigint>()
  for (const row of rows) sums.set(row[account] ?? '', (sums.get(row[account] ?? '') ?? 0n) + toUnits(row[cost] || '0'))
  return Object.fromEntries([...sums].sort().map(([key, sum]) => [key, Math.round(Number(sum) / 1e8)]))
}

describe('the formats of the bill', () => {
  it('come to the same invoice in every account, to the cent, for any seed and any two weeks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 20, max: 215 }), (seed, start) => {
        const [from, until] = [addDays('2026-04-01', start), `${addDays('2026-04-01', start + 14)}T09:00:00.000Z`]
        const cur = totals(rowsOf('cur_2_0', seed, from, until), 'line_item_usage_account_id', 'line_item_unblended_cost')
        expect(totals(rowsOf('cur_legacy', seed, from, until), 'lineItem/UsageAccountId', 'lineItem/UnblendedCost')).toEqual(cur)
        expect(totals(rowsOf('focus_1_2', seed, from, until), 'SubAccountId', 'BilledCost')).toEqual(cur)
      }),
      { numRuns: 3 },
    )
  }, 60_000)

  it('have the same effective cost in every account, to the cent', () => {
    const [from, until] = ['2026-11-08', '2026-11-19T09:00:00.000Z']
    const effective = (row: Row): string => {
      if (row['line_item_line_item_type'] === 'SavingsPlanCoveredUsage') return row['savings_plan_savings_plan_effective_cost'] ?? ''
      if (row['line_item_line_item_type'] === 'DiscountedUsage') return row['reservation_effective_cost'] ?? ''
      if (row['line_item_line_item_type'] === 'SavingsPlanNegation' || row['line_item_line_item_type'] === 'RIFee') return '0'
      return row['line_item_unblended_cost'] ?? ''
    }
    const cur = rowsOf('cur_2_0', 7, from, until).flatMap((row) => {
      if (row['line_item_line_item_type'] !== 'SavingsPlanRecurringFee') return [{ ...row, effective: effective(row) }]
      return [
        { ...row, effective: row['savings_plan_total_commitment_to_date'] ?? '' },
        { ...row, effective: `-${row['savings_plan_used_commitment']}` },
      ]
    })
    expect(totals(rowsOf('focus_1_2', 7, from, until), 'SubAccountId', 'EffectiveCost')).toEqual(totals(cur, 'line_item_usage_account_id', 'effective'))
  })

  it('the older report has the newer one’s columns under the names it is known by', () => {
    const normal = new Set(LEGACY_COLUMNS.map(curHeaderName))
    const maps = ['product', 'discount', 'resource_tags', 'cost_category', 'bill_payer_account_name', 'line_item_usage_account_name']
    expect(CUR_2_COLUMNS.filter((column) => !maps.includes(column) && !normal.has(column))).toEqual([])
    expect(LEGACY_COLUMNS).toContain('lineItem/UnblendedCost')
    expect(LEGACY_COLUMNS).toContain('savingsPlan/SavingsPlanARN')
    expect(LEGACY_COLUMNS).toContain('resourceTags/user:team')
  })

  it('FOCUS has no negation and no discount rows, and shows what a plan left unused', () => {
    const rows = rowsOf('focus_1_2', 7, '2026-11-08', '2026-11-12T00:00:00.000Z')
    expect(rows.every((row) => !row['ChargeDescription']?.startsWith('SavingsPlanNegation') && !row['ChargeDescription']?.startsWith('Negotiated'))).toBe(true)
    const unused = rows.filter(
      (row) =>
        row['CommitmentDiscountStatus'] === 'Unused' && row['SubAccountName'] === 'analytics-stage' && row['ChargePeriodStart']?.startsWith('2026-11-09'),
    )
    expect(unused.map((row) => [row['ChargeCategory'], row['BilledCost'], Number(row['EffectiveCost']).toFixed(2)])).toEqual([['Usage', '0', '0.50']])
  })
})
