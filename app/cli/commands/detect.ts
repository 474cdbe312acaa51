import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readHeader } from '@/lib/warehouse/files/read-header'
import { detectBillFiles } from '../detect-bill'
import { detectSeriesFile } from '../detect-series'
import { FLAG } from '../options'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const DAYS = new Set(['date', 'timestamp'])

export const detect: CliCommand = {
  async run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { json: FLAG } })
    const [first] = positionals
    if (first === undefined) throw new WrongCall('name a file or a folder')
    return (await isSeries(positionals)) ? detectSeriesFile(first, values.json) : detectBillFiles(positionals, values.json)
  },
}

/** One text file whose header has a day and a value and is no bill. */
async function isSeries(paths: readonly string[]): Promise<boolean> {
  const [path] = paths
  if (path === undefined || paths.length > 1 || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false
  const header = await readHeader(path)
  if (header.container === 'parquet') return false
  const columns = header.columns.map((column) => column.trim().toLowerCase())
  return columns.includes('value') && columns.some((column) => DAYS.has(column))
}
