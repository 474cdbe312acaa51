import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { Fault } from '@/lib/kernel/errors'
import { readHeader, refused } from '@/lib/warehouse/files/read-header'
import { shown } from './shown'

// Rows of the tables that are read here have a few hundred characters; whatever is longer is a quote that nobody closed.
const MOST_ROW_BYTES = 1 << 20

/** The rows of a CSV file (plain or gzip) after its header, with their number as a spreadsheet counts: a row may be several lines of the file. */
export async function* csvRows(path: string, name: string): AsyncGenerator<{ row: number; cells: string[] }> {
  const header = await readHeader(path, name)
  if (header.container === 'parquet') throw refused(name, 'this is a Parquet file', 'export it as CSV')
  const { delimiter, columns } = header
  // How many cells a row has to have is said here, with the row and its text.
  const parser = parse({ delimiter, bom: true, relax_quotes: true, relax_column_count: true, max_record_size: MOST_ROW_BYTES })
  const file = createReadStream(path)
  // What goes wrong with either end is thrown where the rows are read.
  const ignored = () => undefined
  const rows = header.container === 'csv_gz' ? pipeline(file, createGunzip(), parser, ignored) : pipeline(file, parser, ignored)
  let row = 0
  try {
    for await (const cells of rows as AsyncIterable<string[]>) {
      row++
      if (row === 1 || (cells.length === 1 && cells[0]?.trim() === '')) continue
      if (cells.length !== columns.length)
        throw refused(name, `row ${row} has ${cells.length} cells, the header ${columns.length}`, 'export the file again', {
          row,
          value: shown(cells.join(delimiter)),
        })
      yield { row, cells }
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    if (error instanceof CsvError && ENDLESS.includes(error.code)) {
      // Rows that were read and not asked for yet go with the parser.
      const opens_in = Number(error['records'] ?? row) + 1
      throw refused(name, `a quote that opens in row ${opens_in} is never closed`, 'write a quote inside a cell as two quotes', { row: opens_in })
    }
    throw refused(name, `the file is cut off or damaged after row ${row}`, 'download it again', { row })
  }
}

const ENDLESS: readonly string[] = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'] satisfies CsvError['code'][]
