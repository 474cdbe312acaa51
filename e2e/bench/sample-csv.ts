import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { makeBill } from '@/lib/desks/cost/demo/bill'
import { line } from '@/lib/desks/cost/demo/deliver'
import { BILL_START, DEMO_SEED, DEMO_START } from '@/lib/desks/cost/demo/people'

const CHUNK_ROWS = 2_000

export type SampleCsv = { path: string; rows: number; bytes: number }

/** A CUR 2.0 file: the demonstration bill over and over, each time with other line item ids, until it has so many rows or bytes. */
export async function writeSampleCsv(path: string, enough: { rows?: number; bytes?: number }): Promise<SampleCsv> {
  const { header, lines } = demonstrationLines()
  const file = createWriteStream(path, { highWaterMark: 1 << 22 })
  let rows = 0
  let bytes = 0
  const write = async (text: string): Promise<void> => {
    bytes += Buffer.byteLength(text)
    if (!file.write(text)) await once(file, 'drain')
  }
  await write(header)
  const isEnough = (): boolean => rows >= (enough.rows ?? Number.POSITIVE_INFINITY) || bytes >= (enough.bytes ?? Number.POSITIVE_INFINITY)
  for (let copy = 0; !isEnough(); copy++)
    for (let at = 0; at < lines.length && !isEnough(); at += CHUNK_ROWS) {
      const chunk = lines.slice(at, at + Math.min(CHUNK_ROWS, (enough.rows ?? Number.POSITIVE_INFINITY) - rows))
      rows += chunk.length
      // The line item id is the first cell and is never quoted.
      await write(chunk.map((text) => `${copy}x${text}`).join(''))
    }
  file.end()
  await finished(file)
  return { path, rows, bytes }
}

function demonstrationLines(): { header: string; lines: string[] } {
  const lines: string[] = []
  let header = ''
  for (const { columns, rows } of makeBill({ seed: DEMO_SEED, events: [], from: BILL_START, until: DEMO_START })) {
    header = line(columns)
    for (const row of rows) lines.push(line(columns.map((column) => row[column] ?? '')))
  }
  return { header, lines }
}
