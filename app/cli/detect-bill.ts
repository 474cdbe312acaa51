import { basename } from 'node:path'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { dayOf } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { billAnswer, billText } from './detect-bill/bill-answer'
import { findBill } from './detect-bill/find-bill'
import { readDailyBill } from './detect-bill/read-daily-bill'
import { readExportedBill } from './detect-bill/read-exported-bill'
import { withoutDaysAhead } from './detect-bill/without-days-ahead'
import { youngNote } from './detect-bill/young-note'
import { print } from './print'

/** Finds the incidents in a bill, past and present. Reads files only; what is dated after `today` is no part of it yet. */
export async function detectBillFiles(paths: readonly string[], json: boolean, today: Day = dayOf(new Date().toISOString())): Promise<number> {
  const found = await findBill(paths)
  const read = found.kind === 'daily' ? { ...(await readDailyBill(found.files)), files: [found.files.daily], notes: [] } : await readExport(found)
  const { bill, note } = withoutDaysAhead(read.bill, today, read.currency)
  const notes = [...read.notes, ...[note, youngNote(bill.days.length)].filter((said) => said !== null)]
  const files = read.files.map((file) => basename(file))
  const scan = scanBill(bill)
  const about = { files, first_day: bill.days[0] ?? '', last_day: bill.days.at(-1) ?? '', currency: read.currency, notes }
  print(json, billAnswer(scan, about), json ? '' : billText(scan, about))
  return 0
}

async function readExport({ paths, notes }: { paths: string[]; notes: string[] }) {
  const read = await readExportedBill(paths)
  return { ...read, files: paths, notes: [...notes, ...read.notes] }
}
