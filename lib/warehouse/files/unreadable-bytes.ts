import { isUtf8 } from 'node:buffer'
import { Fault } from '@/lib/kernel/errors'
import { cut } from '@/lib/kernel/format'
import { refused, splitRow } from '@/lib/warehouse/files/read-header'
import { type TextFile, textRows } from '@/lib/warehouse/files/text-rows'

const SHOWN_CHARACTERS = 60

/** Why the bytes of a text file cannot be read: packed data that is cut off, or the first row that is not UTF-8, with its cell. Null when they can. */
export async function unreadableBytes(file: TextFile): Promise<Fault | null> {
  let row = 0
  try {
    for await (const bytes of textRows(file)) {
      row += 1
      if (!isUtf8(bytes)) return notUtf8(file, row, bytes)
    }
    return null
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

/** Names the first cell of the row that is not UTF-8. */
function notUtf8({ name, delimiter, columns }: TextFile, row: number, bytes: Buffer): Fault {
  const cells = splitRow(bytes.toString('latin1'), delimiter).map((cell) => Buffer.from(cell, 'latin1'))
  const at = cells.findIndex((cell) => !isUtf8(cell))
  const column = columns[at] ?? null
  const value = cut(cells[at]?.toString('utf8').trimEnd() ?? '', SHOWN_CHARACTERS)
  return refused(name, `${column ?? 'a cell'} is not UTF-8 in row ${row}`, 'export the file as UTF-8', { row, column, value })
}
