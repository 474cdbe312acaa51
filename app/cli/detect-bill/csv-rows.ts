import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Fault } from '@/lib/kernel/errors'
import { readHeader, refused } from '@/lib/warehouse/read-header'

/** The rows of a CSV file (plain or gzip) after its header, with their number as a spreadsheet counts. A cell holds no line end. */
export async function* csvRows(path: string, name: string): AsyncGenerator<{ row: number; cells: string[] }> {
  const header = await readHeader(path, name)
  if (header.container === 'parquet') throw refused(name, 'a daily bill is read from CSV only', 'export it as CSV')
  const file = createReadStream(path)
  const text = header.container === 'csv_gz' ? pipeline(file, createGunzip(), () => undefined) : file
  let row = 0
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      row++
      if (row === 1 || line === '') continue
      const cells = cellsOf(line, header.delimiter)
      if (cells.length !== header.columns.length)
        throw refused(name, `row ${row} has ${cells.length} cells and the header ${header.columns.length}`, 'export the file again', { row })
      yield { row, cells }
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw refused(name, `the file is cut off or damaged after row ${row}`, 'download it again', { row })
  }
}

function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const cells: string[] = []
  let cell = ''
  let is_quoted = false
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]
    if (letter === '"') {
      if (is_quoted && line[i + 1] === '"') {
        cell += '"'
        i++
      } else is_quoted = !is_quoted
    } else if (letter === delimiter && !is_quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}
