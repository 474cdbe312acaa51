import type { Fault } from '@/lib/kernel/errors'
import { refused } from '@/lib/warehouse/files/read-header'
import { type TextFile, textRows } from '@/lib/warehouse/files/text-rows'

// The longer first, which ends in the other.
const LINE_ENDS = [
  ['\r\n', 'CRLF'],
  ['\n', 'LF'],
] as const

/**
 * The first row of a text file that ends in another way than its header, or that holds a carriage return outside quotes. Null when there is none. The engine
 * takes such a row for a quote that is never closed, or says that it reached an invalid state.
 */
export async function unevenLineEnds(file: TextFile): Promise<Fault | null> {
  let row = 0
  let usual: 'LF' | 'CRLF' | undefined
  for await (const bytes of textRows(file)) {
    row += 1
    const text = bytes.toString('latin1')
    const found = LINE_ENDS.find(([end]) => text.endsWith(end))?.[1]
    usual ??= found
    // The last row may have no end.
    if (found !== undefined && found !== usual)
      return refused(file.name, `row ${row} ends in ${found}, the rows before it in ${usual}`, 'end every row in the same way, in LF or in CRLF', { row })
    if (withoutQuoted(text.trimEnd()).includes('\r'))
      return refused(file.name, `a carriage return stands outside quotes in row ${row}`, 'quote cells that hold a line end, and export again', { row })
  }
  return null
}

const withoutQuoted = (row: string): string => row.replaceAll(/"[^"]*(?:"|$)/g, '')
