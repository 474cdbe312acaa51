import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import { Fault } from '@/lib/kernel/errors'
import { readHeader, refused } from '@/lib/warehouse/read-header'
import { type CsvRecord, nextRecord } from './next-record'
import { shown } from './shown'

// Rows of the tables that are read here have a few hundred characters; whatever is longer is a quote that nobody closed.
const MOST_ROW_CHARACTERS = 1 << 20

/** The rows of a CSV file (plain or gzip) after its header, with their number as a spreadsheet counts: a row may be several lines of the file. */
export async function* csvRows(path: string, name: string): AsyncGenerator<{ row: number; cells: string[] }> {
  const header = await readHeader(path, name)
  if (header.container === 'parquet') throw refused(name, 'this is a Parquet file', 'export it as CSV')
  let row = 0
  try {
    for await (const records of recordsOf(textOf(path, header.container), header.delimiter, (rest) => unclosed(name, row + 1, rest)))
      for (const { cells, text } of records) {
        row++
        if (row === 1 || text.trim() === '') continue
        if (cells.length !== header.columns.length)
          throw refused(name, `row ${row} has ${cells.length} cells, the header ${header.columns.length}`, 'export the file again', { row, value: shown(text) })
        yield { row, cells }
      }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw refused(name, `the file is cut off or damaged after row ${row}`, 'download it again', { row })
  }
}

const unclosed = (name: string, row: number, rest: string): Fault =>
  rest.includes('"')
    ? refused(name, `a quote that opens in row ${row} is never closed`, 'write a quote inside a cell as two quotes', { row, value: shown(rest) })
    : refused(name, `row ${row} has no line end`, 'check that every row ends with a line end', { row, value: shown(rest) })

async function* textOf(path: string, container: 'csv' | 'csv_gz'): AsyncGenerator<string> {
  const file = createReadStream(path)
  const decoder = new StringDecoder('utf8')
  for await (const part of container === 'csv_gz' ? pipeline(file, createGunzip(), () => undefined) : file) yield decoder.write(part as Buffer)
  // The last row may have no line end; an empty one more is passed over.
  yield `${decoder.end()}\n`
}

/** The records of each part of a text, with what the part before left unfinished. */
async function* recordsOf(parts: AsyncIterable<string>, delimiter: string, endless: (rest: string) => Fault): AsyncGenerator<CsvRecord[]> {
  let rest = ''
  for await (const part of parts) {
    const text = rest + part
    const records: CsvRecord[] = []
    let at = 0
    for (let record = nextRecord(text, at, delimiter); record !== null; record = nextRecord(text, at, delimiter)) {
      records.push(record)
      at = record.next
    }
    yield records
    rest = text.slice(at)
    if (rest.length > MOST_ROW_CHARACTERS) throw endless(rest)
  }
  if (rest !== '') throw endless(rest)
}
