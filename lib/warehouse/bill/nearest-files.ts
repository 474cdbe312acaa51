import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '@/lib/kernel/config'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import type { BillManifest } from '@/schemas/bill'
import type { DayRange } from '@/schemas/time'

// What is there stays: the files of a version are never removed while a manifest names them.
const seen = new Set<string>()

/** `here` where every month that is asked for lies on this machine, `far` otherwise: a machine that imported nothing answers too. */
export function nearestFiles(here: BillFiles, far: BillFiles, manifests: readonly BillManifest[]): BillFiles {
  const nearest = (range?: DayRange): BillFiles => (manifests.filter((m) => hasRowsIn(m, range)).every(isHere) ? here : far)
  return {
    currency: here.currency,
    covered: () => nearest().covered(),
    is_settled: here.is_settled,
    months: (range) => nearest(range).months(range),
    daily: (sql, values, range) => nearest(range).daily(sql, values, range),
    lines: (sql, values, range) => nearest(range).lines(sql, values, range),
  }
}

const hasRowsIn = ({ row_count, first_day, last_day }: BillManifest, range?: DayRange): boolean =>
  row_count > 0 && (range === undefined || (first_day < range.end && last_day >= range.start))

function isHere({ path }: BillManifest): boolean {
  const folder = join(config().warehouse_dir, path, 'daily')
  if (!seen.has(folder) && existsSync(folder)) seen.add(folder)
  return seen.has(folder)
}
