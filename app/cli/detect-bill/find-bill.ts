import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readHeader, refused } from '@/lib/warehouse/files/read-header'
import { columnsOf } from './bill-columns'
import type { DailyBillFiles } from './read-daily-bill'

/** What the named files are: a bill by day, with or without a file that describes its series, or exports as a provider delivers them. */
export type FoundBill = { kind: 'daily'; files: DailyBillFiles } | { kind: 'export'; paths: string[]; notes: string[] }

const BILL_FILE = /\.(csv|csv\.gz|parquet)$/i
const SERIES_FILE = /^series\.csv(\.gz)?$/
const DAILY_FILE = /^daily_cost\.csv(\.gz)?$/

/** Looks into files and folders. A folder with `daily_cost` and `series` is a daily bill; in any other every CSV or Parquet file belongs to the bill. */
export async function findBill(named: readonly string[]): Promise<FoundBill> {
  const paths = (await Promise.all(named.map(filesIn))).flat().sort()
  if (paths.length === 0) throw refused(basename(named[0] ?? ''), 'there is no CSV or Parquet file in it', 'name the files of a bill, or their folder')
  const daily = paths.filter((path) => DAILY_FILE.test(basename(path)))
  if (daily.length === 1 && daily[0] !== undefined) return { kind: 'daily', files: { daily: daily[0], series: await seriesBeside(daily[0]) } }
  const [first] = paths
  if (paths.length === 1 && first !== undefined && (await isDaily(first))) return { kind: 'daily', files: { daily: first, series: await seriesBeside(first) } }
  return { kind: 'export', ...(await distinct(paths)) }
}

async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => {
    throw refused(basename(path), 'there is no such file or folder', 'check the path')
  })
  if (!found.isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true })
  return entries.filter((entry) => BILL_FILE.test(entry)).map((entry) => join(path, entry))
}

/** A header with a day and a cost under the names of a daily bill; exports of providers have neither. */
async function isDaily(path: string): Promise<boolean> {
  const header = await readHeader(path)
  if (header.container === 'parquet') return false
  const at = columnsOf(header.columns)
  return at.has('day') && at.has('cost')
}

/** The file that describes the series, when the daily file only numbers them. */
async function seriesBeside(daily: string): Promise<string | null> {
  const header = await readHeader(daily)
  const at = columnsOf(header.container === 'parquet' ? [] : header.columns)
  if (!at.has('series') || at.has('service')) return null
  const name = (await readdir(dirname(daily))).find((entry) => SERIES_FILE.test(entry))
  if (name === undefined)
    throw refused(basename(daily), 'its series are only numbered', 'put series.csv, which describes them, into the same folder', {
      row: 1,
      column: 'series_id',
    })
  return join(dirname(daily), name)
}

/** Files with the same content count once: a delivery is sometimes copied under two names. */
async function distinct(paths: readonly string[]): Promise<{ paths: string[]; notes: string[] }> {
  const known = new Map<string, string>()
  const notes: string[] = []
  for (const path of paths) {
    const hash = createHash('sha256')
    for await (const part of createReadStream(path)) hash.update(part as Buffer)
    const digest = hash.digest('hex')
    const other = known.get(digest)
    if (other === undefined) known.set(digest, path)
    else notes.push(`${basename(path)} is the same file as ${basename(other)} and counts once`)
  }
  return { paths: [...known.values()], notes }
}
