import { basename } from 'node:path'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { billAnswer, billText } from './detect-bill/bill-answer'
import { findBill } from './detect-bill/find-bill'
import { readDailyBill } from './detect-bill/read-daily-bill'
import { readExportedBill } from './detect-bill/read-exported-bill'
import { print } from './print'

/** Finds the incidents in a bill, past and present. Reads files only. */
export async function detectBillFiles(paths: readonly string[], json: boolean): Promise<number> {
  const found = await findBill(paths)
  const { bill, currency, files, notes } =
    found.kind === 'daily'
      ? { ...(await readDailyBill(found.files)), files: [found.files.daily], notes: [] }
      : { ...(await readExportedBill(found.paths)), files: found.paths, notes: found.notes }
  const scan = scanBill(bill)
  const read = { files: files.map((file) => basename(file)), first_day: bill.days[0] ?? '', last_day: bill.days.at(-1) ?? '', currency, notes }
  print(json, billAnswer(scan, read), json ? '' : billText(scan, read))
  return 0
}
