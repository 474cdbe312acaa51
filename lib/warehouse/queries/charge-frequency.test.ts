import { afterAll, expect, it } from 'vitest'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { closeDuck, queryWarehouse } from '@/lib/warehouse/duck'
import { chargeFrequency } from './charge-frequency'

afterAll(closeDuck)

/** A bill of these lines alone: product, what its charge is called, its month. */
const bill = (lines: readonly (readonly [product: string, frequency: string, month: string])[]): BillFiles => {
  const rows = lines.map(([product, frequency, month]) => `('${product}', '${frequency}', date '${month}-01', 'marketplace')`).join(', ')
  const from = `(select * from (values ${rows}) as line(ServiceName, ChargeFrequency, BillingPeriodStart, x_Series))`
  const lines_of: BillFiles['lines'] = (sql, values = {}) => queryWarehouse(sql(from), values)
  return { lines: lines_of } as BillFiles // safe: nothing else of a bill is asked
}

it('tells what is charged once from what comes again every month, and says nothing of what is metered, mixed or not said', async () => {
  const found = await chargeFrequency(
    bill([
      ['Licence', 'One-Time', '2026-11'],
      ['Licence', 'One-Time', '2026-11'],
      ['Monthly fee', 'One-Time', '2026-10'],
      ['Monthly fee', 'One-Time', '2026-11'],
      ['Subscription', 'Recurring', '2026-11'],
      ['Hours', 'Usage-Based', '2026-11'],
      ['Both', 'Usage-Based', '2026-11'],
      ['Both', 'One-Time', '2026-11'],
      ['Not said', '', '2026-11'],
    ]),
    {},
  )
  expect([...found]).toEqual([
    ['Licence', 'one_time'],
    ['Monthly fee', 'recurring'],
    ['Subscription', 'recurring'],
  ])
})
