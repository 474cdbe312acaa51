import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { refused } from '@/lib/warehouse/files/read-header'

const [NEW_LINE, QUOTE] = [0x0a, 0x22]
// Beyond this a row has no line end, and the engine says so itself.
const MOST_ROW_BYTES = 16 * 1024 * 1024

/** A text file as it lies on the disk; `is_packed` is gzip. `columns` are its headers in order, `name` what people call it. */
export type TextFile = { path: string; name: string; is_packed: boolean; delimiter: string; columns: readonly string[] }

/**
 * The rows of a text file as bytes, up to each LF outside quotes and with it: a row in CRLF ends in both. Ends early at a row of more than 16 MB. Throws
 * Fault `validation_failed` for packed data that is damaged or cut off.
 */
export async function* textRows({ path, name, is_packed }: TextFile): AsyncGenerator<Buffer, void, void> {
  const file = createReadStream(path)
  const bytes: Readable = is_packed ? file.pipe(createGunzip()) : file
  if (is_packed) file.on('error', (cause) => bytes.destroy(cause))
  let is_quoted = false
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let start = 0
      for (let at = rest.length; at < text.length; at++) {
        if (text[at] === QUOTE) is_quoted = !is_quoted
        if (text[at] !== NEW_LINE || is_quoted) continue
        yield text.subarray(start, at + 1)
        start = at + 1
      }
      rest = text.subarray(start)
      if (rest.length > MOST_ROW_BYTES) return
    }
    if (rest.length > 0) yield rest
  } catch (cause) {
    if (is_packed && /unexpected end|incorrect|invalid/i.test(String(cause))) throw refused(name, 'the gzip data is damaged or cut off', 'download it again')
    throw cause
  } finally {
    bytes.destroy()
    file.destroy()
  }
}
