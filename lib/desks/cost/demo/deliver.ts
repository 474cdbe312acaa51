import { createWriteStream } from 'node:fs'
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { digest } from '@/lib/kernel/canonical'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Month } from '@/schemas/time'
import { type BillMonth, type BillRequest, makeBill } from './bill'
import { firstOf, monthAfter, refreshedAt } from './delivery-times'
import type { BillFormat } from './formats'
import { BILL_SOURCE } from './people'

/** What of each month was last delivered into a directory. */
const Delivered = z.record(z.string(), z.string())
const DELIVERED_FILE = `${BILL_SOURCE}.delivered.json`
const FILE_PREFIX: Record<BillFormat, string> = { cur_2_0: BILL_SOURCE, cur_legacy: 'northlight-cur', focus_1_2: 'northlight-focus' }
// Rows that are joined before they are handed to the compressor.
const CHUNK_ROWS = 400
// The fastest level: the file is read back once on the same machine.
const GZIP_LEVEL = 1

export type DeliveredFile = { path: string; month: Month; is_final: boolean; rows: number }

/**
 * Writes the months of the bill that changed since the last delivery into the directory, one compressed CSV each, and returns them in
 * order. A file is complete or not there. Asking again without a change writes nothing.
 */
export async function deliverBill(request: BillRequest, directory: string, format: BillFormat = 'cur_2_0'): Promise<DeliveredFile[]> {
  await mkdir(directory, { recursive: true })
  const before = await readDelivered(directory)
  const after: Record<string, string> = { ...before }
  const written: DeliveredFile[] = []
  for (const bill of makeBill(request, format)) {
    const path = join(directory, `${FILE_PREFIX[format]}-${bill.month}.csv.gz`)
    const key = `${FILE_PREFIX[format]}-${bill.month}`
    const mark = monthMark(request, bill)
    if (before[key] === mark && (await exists(path))) continue
    written.push({ path, month: bill.month, is_final: bill.is_final, rows: await writeMonth(bill, path) })
    after[key] = mark
    await writeFile(join(directory, DELIVERED_FILE), JSON.stringify(after, null, 2))
  }
  return written
}

/** Two deliveries of a month with the same mark hold the same rows. */
function monthMark(request: BillRequest, { month, is_final }: Pick<BillMonth, 'month' | 'is_final'>): string {
  const end = firstOf(monthAfter(month))
  const refresh = refreshedAt(request.until)
  const is_settled = addDays(end, 1) <= refresh.day
  const events = request.events.filter((event) => event.at <= request.until && dayOf(event.at) < end)
  return digest({ seed: request.seed, from: request.from, is_final, refresh: is_settled ? 'settled' : refresh, events })
}

async function writeMonth(bill: BillMonth, path: string): Promise<number> {
  let rows = 0
  function* text(): Generator<string> {
    yield line(bill.columns)
    let chunk: string[] = []
    for (const row of bill.rows) {
      rows += 1
      chunk.push(line(bill.columns.map((column) => row[column] ?? '')))
      if (chunk.length < CHUNK_ROWS) continue
      yield chunk.join('')
      chunk = []
    }
    yield chunk.join('')
  }
  const partial = `${path}.partial`
  await pipeline(Readable.from(text()), createGzip({ level: GZIP_LEVEL }), createWriteStream(partial))
  await rename(partial, path)
  return rows
}

/** One CSV record as RFC 4180 writes it. */
export const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

async function readDelivered(directory: string): Promise<Record<string, string>> {
  const path = join(directory, DELIVERED_FILE)
  return (await exists(path)) ? Delivered.parse(JSON.parse(await readFile(path, 'utf8'))) : {}
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
