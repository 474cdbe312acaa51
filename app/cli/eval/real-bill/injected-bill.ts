import { join } from 'node:path'
import { chargeKind } from '@/app/cli/detect-bill/charge-kind'
import { readDailyBill } from '@/app/cli/detect-bill/read-daily-bill'
import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { type Delta, type InjectedCause, readDeltas, readLabels } from './labelled-events'

export const REAL_BILL_FILES = {
  daily: 'real-aws-2017/daily_cost.csv.gz',
  series: 'real-aws-2017/series.csv.gz',
  labels: 'real-aws-2017/injected_labels_open.csv',
  deltas: 'real-aws-2017/injected_deltas_open.csv.gz',
} as const

/** One labelled event. `first` and `last` are days of the bill, `cells` the account and product pairs it touches, `leaves` its lines in the injected bill. */
export type InjectedEvent = {
  event_id: string
  cause: InjectedCause
  impact: number
  first: number
  last: number
  cells: Set<string>
  leaves: Set<number>
}

/** The bill as it was, the same bill with the labelled events in it, and the events in the order of their names. */
export type InjectedBill = { plain: DailyBill; injected: DailyBill; events: InjectedEvent[] }

export const cellOf = ({ sub_account_id = '', service_name = '' }: BillLeaf['scope']): string => `${sub_account_id}|${service_name}`

export async function readInjectedBill(data: string): Promise<InjectedBill> {
  const at = (file: keyof typeof REAL_BILL_FILES) => join(data, REAL_BILL_FILES[file])
  const { bill: plain, keys } = await readDailyBill({ daily: at('daily'), series: at('series') })
  const [labels, deltas] = await Promise.all([readLabels(at('labels')), readDeltas(at('deltas'))])
  const day = new Map(plain.days.map((d, t) => [d, t]))
  const leafOf = new Map(keys.map((key, i) => [key, i]))
  const leaves: BillLeaf[] = plain.leaves.map((leaf) => ({ ...leaf, values: [...leaf.values] }))
  for (const delta of deltas) {
    const i = leafOf.get(delta.series_id) ?? leafOf.set(delta.series_id, leaves.push(newLeaf(delta, plain.days.length)) - 1).get(delta.series_id) ?? 0
    const t = day.get(delta.date)
    const values = leaves[i]?.values
    if (t !== undefined && values !== undefined) values[t] = (values[t] ?? 0) + delta.delta_usd
  }
  const events = labels
    .map((label): InjectedEvent => {
      const own = deltas.filter((delta) => delta.event_id === label.event_id)
      const first = day.get(label.start) ?? -1
      return {
        event_id: label.event_id,
        cause: label.cause,
        impact: label.impact_usd,
        first,
        last: first + label.days - 1,
        cells: new Set(own.map(({ account, product }) => `${account}|${product}`)),
        leaves: new Set(own.flatMap((delta) => leafOf.get(delta.series_id) ?? [])),
      }
    })
    .sort((a, b) => (a.event_id < b.event_id ? -1 : 1))
  return { plain, injected: { ...plain, leaves }, events }
}

function newLeaf(delta: Delta, days: number): BillLeaf {
  return {
    scope: { sub_account_id: delta.account, service_name: delta.product, region_id: delta.region, usage_type: delta.usage_type },
    operation: delta.operation,
    kind: chargeKind(delta.kind, delta.operation, delta.product) ?? 'standard',
    values: new Array<number>(days).fill(0),
  }
}
