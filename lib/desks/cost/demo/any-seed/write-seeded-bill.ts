import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { addDays } from '@/lib/kernel/time'
import { ACCOUNT_NAMES, ACCOUNTS, REGION_PREFIX, type RegionId } from '../accounts'
import { line } from '../deliver'
import { type BillFormat, FORMATS } from '../formats'
import { clusterDays } from './cluster-days'
import { costExplorerDays } from './cost-explorer'
import type { Extra } from './extras'
import { hourlyCharges } from './hourly-charges'
import { boughtOn } from './reservation-charges'
import { reservationsDays } from './reservations-days'
import { savingsPlansDays } from './savings-plans-days'
import { type Profile, seededBill } from './seeded-bill'
import { shiftLabels } from './shift-labels'
import { type DeliveryShift, shiftedRow } from './shifted-delivery'
import { wasteReport } from './waste-report'

export type WrittenBill = { folder: string; files: string[]; rows: number; labels: number }

const REGIONS = (Object.keys(REGION_PREFIX) as RegionId[]).filter((region) => region !== '')
// By then every month of the largest bill has closed.
const CLOSED_AFTER_DAYS = 60

/**
 * Writes a generated bill, one compressed CSV a month, with what is true of it (`labels.json`, `deploys.json`) and the files beside it, all from one seed. The
 * bill is as it stands when every month has closed. A shift befalls the delivery of one month in the middle; `extras` add to what the bill holds.
 */
export async function writeSeededBill(
  seed: number,
  profile: Profile,
  format: BillFormat,
  folder: string,
  shift: DeliveryShift | null = null,
  extras: readonly Extra[] = [],
): Promise<WrittenBill> {
  await mkdir(folder, { recursive: true })
  const bill = seededBill(seed, profile, true, extras)
  const last = bill.days.at(-1) ?? ''
  const months = [...bill.chargesAsOf(`${addDays(last, CLOSED_AFTER_DAYS)}T00:00:00.000Z`)]
  const charges = months.flatMap((month) => month.charges)
  const files: string[] = []
  let rows = 0
  const shifted = months[months.length >> 1]?.month
  for (const { month, charges: of_month, is_final } of months) {
    const { columns, rowsOf } = FORMATS[format]
    const name = `${format.replaceAll('_', '-')}-${month}.csv.gz`
    const text = function* () {
      yield line(columns)
      // A bill by the hour is too large to be held at once.
      for (const whole of rowsOf(extras.includes('hourly') ? hourlyCharges(of_month) : of_month, month, is_final)) {
        const row = shift === null || month !== shifted ? whole : shiftedRow(whole, shift)
        rows += 1
        yield line(columns.map((column) => row[column] ?? ''))
      }
    }
    await pipeline(Readable.from(text()), createGzip(), createWriteStream(join(folder, name)))
    files.push(name)
  }
  const today = addDays(last, 1)
  const waste = ACCOUNT_NAMES.flatMap((account) => REGIONS.map((region_id) => ({ account, region_id })))
    .map((place) => ({ region_id: place.region_id, ...wasteReport(seed, charges, place, today) }))
    .filter(({ has_waste }) => has_waste)
  const { answer, ...cluster } = clusterDays(seed, charges, bill.days)
  const labels = [...bill.labels, ...shiftLabels(cluster.shift, cluster.account_id, last)]
  const beside: Record<string, unknown> = {
    'labels.json': labels,
    'deploys.json': bill.deploys,
    'traffic.json': bill.days.map((day, t) => ({ day, requests: bill.traffic[t] })),
    'cost-explorer.json': { ResultsByTime: costExplorerDays(charges, true) },
    'savings-plans.json': savingsPlansDays(charges),
    'opencost.json': answer,
    'opencost-cluster.json': cluster,
    'aws-doctor.json': waste,
    ...(bill.fleets.length === 0 ? {} : { 'reservations.json': reservationsDays(charges, boughtOn(bill.fleets, bill.days)) }),
    ...(bill.payer_move === null ? {} : { 'payer-move.json': { ...bill.payer_move, account_id: ACCOUNTS[bill.payer_move.account].account_id } }),
  }
  for (const [name, body] of Object.entries(beside)) {
    await writeFile(join(folder, name), `${JSON.stringify(body, null, 1)}\n`)
    files.push(name)
  }
  return { folder, files, rows, labels: labels.length }
}
