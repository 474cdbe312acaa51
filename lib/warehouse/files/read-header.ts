import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync, constants as zlib } from 'node:zlib'
import { Fault } from '@/lib/kernel/errors'

/** How a file is packed, and for text its columns in order. A Parquet file names its own columns (describe-parquet). */
export type FileHeader = { container: 'csv' | 'csv_gz'; delimiter: string; columns: string[]; rows_estimate: number | null } | { container: 'parquet' }

// A header of 1,000 columns is about 40 kB; whatever has no line end in this much is no bill.
const HEAD_BYTES = 1 << 20
// Gzip grows a thousandfold at most, so this much of it is 64 MB at worst, and in practice a header many times over.
const GZIP_HEAD_BYTES = 1 << 16
// A legacy report with every tag a company has stays well below.
const MOST_COLUMNS = 10_000
const DELIMITERS = [',', '\t', ';', '|'] as const

/** Looks at the first bytes, not at the name: a renamed file reads like any other. */
export async function readHeader(path: string, name: string = basename(path)): Promise<FileHeader> {
  const { head: start, bytes } = await firstBytes(path, name)
  const is_gzip = start[0] === 0x1f && start[1] === 0x8b
  const head = is_gzip ? start.subarray(0, GZIP_HEAD_BYTES) : start
  if (head.length === 0) throw refused(name, 'the file is empty', 'export it again')
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return { container: 'parquet' }
  if (head.subarray(0, 2).toString('latin1') === 'PK') throw refused(name, 'this is a zip archive', 'unpack it and import the files in it')
  const text = (is_gzip ? inflate(head, name) : head).toString('utf8').replace(/^\ufeff/, '')
  if (text.trim() === '') throw refused(name, 'the file is empty', 'export it again')
  const line = firstRecord(text)
  if (line.trim() === '') throw refused(name, 'the first row is empty', 'let the file begin with its header', { row: 1 })
  if (/[\0\ufffd]/.test(line)) throw refused(name, 'this is not UTF-8 text', 'export it as CSV in UTF-8, or as Parquet')
  const delimiter = DELIMITERS.map((d) => [d, splitRow(line, d).length] as const).sort((a, b) => b[1] - a[1])[0]?.[0] ?? ','
  const columns = splitRow(line, delimiter)
  if (columns.length > MOST_COLUMNS)
    throw refused(name, `the first row has ${columns.length} cells`, 'export a bill with a header row and line ends', { row: 1 })
  const bytes_per_row = head.length / Math.max(1, text.split('\n').length - 2)
  return { container: is_gzip ? 'csv_gz' : 'csv', delimiter, columns, rows_estimate: Math.round(bytes / bytes_per_row) }
}

export const refused = (
  file: string,
  message: string,
  remedy: string,
  at: { row?: number | null; column?: string | null; value?: string | null } = {},
): Fault =>
  new Fault('validation_failed', `${file}: ${message}; ${remedy}`, {
    file,
    row: at.row ?? null,
    column: at.column ?? null,
    value: at.value ?? null,
    message,
    remedy,
  })

async function firstBytes(path: string, name: string): Promise<{ head: Buffer; bytes: number }> {
  const handle = await open(path).catch((cause: NodeJS.ErrnoException) => {
    throw refused(
      name,
      cause.code === 'ENOENT' ? 'there is no such file' : `the file cannot be opened (${cause.code ?? cause.message})`,
      'check the path and the permissions',
    )
  })
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw refused(name, 'this is not a file', 'name the files of one bill')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return { head: buffer.subarray(0, bytesRead), bytes: found.size }
  } finally {
    await handle.close()
  }
}

function inflate(head: Buffer, name: string): Buffer {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH }) // the head ends in the middle of the stream
  } catch {
    throw refused(name, 'the gzip data is damaged', 'download it again')
  }
}

/** Up to the first line end outside quotes. */
function firstRecord(text: string): string {
  let is_quoted = false
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') is_quoted = !is_quoted
    else if (!is_quoted && (text[i] === '\n' || text[i] === '\r')) return text.slice(0, i)
  }
  return text
}

/** The cells of a row; quotes may hold the delimiter. */
export function splitRow(line: string, delimiter: string): string[] {
  const cells: string[] = []
  let cell = ''
  let is_quoted = false
  for (const letter of line) {
    if (letter === '"') is_quoted = !is_quoted
    else if (letter === delimiter && !is_quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}
