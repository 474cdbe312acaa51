import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Fault } from '@/lib/kernel/errors'
import { cut } from '@/lib/kernel/format'
import { refused, splitRow } from '@/lib/warehouse/read-header'

const [NEW_LINE, QUOTE] = [0x0a, 0x22]
// Beyond this a row has no line end, and the engine says so itself.
const MOST_ROW_BYTES = 16 * 1024 * 1024
const SHOWN_CHARACTERS = 60

/** A text file as it lies there: what its bytes say before anybody takes them for rows. */
type TextInput = { path: string; name: string; is_packed: boolean; delimiter: string; columns: readonly string[] }

/** Why the bytes of a text file cannot be read: packed data that is cut off, or the first row that is not UTF-8, with its cell. Null when they can. */
export async function unreadableBytes({ path, name, is_packed, delimiter, columns }: TextInput): Promise<Fault | null> {
  const file = createReadStream(path)
  const bytes: Readable = is_packed ? file.pipe(createGunzip()) : file
  if (is_packed) file.on('error', (cause) => bytes.destroy(cause))
  let [row, is_quoted] = [0, false]
  let rest: Buffer = Buffer.alloc(0)
  const judge = (line: Buffer): Fault | null => {
    row += 1
    return isUtf8(line) ? null : notUtf8(name, row, cellIn(line, delimiter), columns)
  }
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let start = 0
      for (let at = rest.length; at < text.length; at++) {
        if (text[at] === QUOTE) is_quoted = !is_quoted
        if (text[at] !== NEW_LINE || is_quoted) continue
        const bad = judge(text.subarray(start, at))
        if (bad !== null) return bad
        start = at + 1
      }
      rest = text.subarray(start)
      if (rest.length > MOST_ROW_BYTES) return null
    }
    return rest.length === 0 ? null : judge(rest)
  } catch (cause) {
    if (is_packed && /unexpected end|incorrect|invalid/i.test(String(cause))) return refused(name, 'the gzip data is damaged or cut off', 'download it again')
    throw cause
  } finally {
    bytes.destroy()
    file.destroy()
  }
}

/** The first cell of a row that is not UTF-8, by its place. */
function cellIn(line: Buffer, delimiter: string): { at: number; text: string } {
  const cells = splitRow(line.toString('latin1'), delimiter)
  const at = cells.findIndex((cell) => !isUtf8(Buffer.from(cell, 'latin1')))
  return {
    at,
    text: cut(Buffer.from(cells[at] ?? '', 'latin1').toString('utf8'), SHOWN_CHARACTERS),
  }
}

function notUtf8(name: string, row: number, cell: { at: number; text: string }, columns: readonly string[]): Fault {
  const column = columns[cell.at] ?? null
  return refused(name, `${column ?? 'a cell'} is not UTF-8 in row ${row}`, 'export the file as UTF-8', { row, column, value: cell.text })
}
