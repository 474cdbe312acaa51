import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'

/** What was received under a key. `stored_as` is the file in the folder, named by its content; `name` is what people call it. */
const Upload = z.strictObject({ name: z.string(), stored_as: z.string(), bytes: z.int(), sha256: z.string() })
export type Upload = z.infer<typeof Upload>

const UPLOAD_FILE = 'upload.json'
const RECEIVED = 'received'

/**
 * Streams an upload into `folder`; the folder appears with the whole file and what is known of it, or not at all. One that is there already is kept
 * as it is: somebody may be reading it. Then this is false if the same file was sent again, and Fault `conflict` if another was.
 */
export async function keepUpload(body: ReadableStream, folder: string, name: string): Promise<boolean> {
  if (await isThere(folder)) return await isSentAgain(folder, name, await measure(body, new Writable({ write: (_chunk, _encoding, done) => done() })))
  await mkdir(dirname(folder), { recursive: true })
  const part = await mkdtemp(`${folder}.`)
  try {
    const measured = await measure(body, createWriteStream(join(part, RECEIVED)))
    const stored_as = `bill-${measured.sha256.slice(0, 24)}${/\.(?:csv|csv\.gz|parquet)$/i.exec(name)?.[0].toLowerCase() ?? ''}`
    await rename(join(part, RECEIVED), join(part, stored_as))
    await writeFile(join(part, UPLOAD_FILE), JSON.stringify({ name, stored_as, ...measured } satisfies Upload))
    const is_first = await rename(part, folder).then(() => true, takenMeanwhile)
    return is_first || (await isSentAgain(folder, name, measured)) // sent twice at once
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

/** What lies in the folder of an upload; undefined where nothing was received. */
export async function keptUpload(folder: string): Promise<Upload | undefined> {
  const text = await readFile(join(folder, UPLOAD_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : Upload.parse(JSON.parse(text))
}

type Measured = Pick<Upload, 'bytes' | 'sha256'>

async function measure(body: ReadableStream, into: Writable): Promise<Measured> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    Readable.fromWeb(body),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.byteLength
        yield chunk
      }
    },
    into,
  )
  return { bytes, sha256: hash.digest('hex') }
}

async function isSentAgain(folder: string, name: string, sent: Measured): Promise<false> {
  const kept = await keptUpload(folder)
  if (kept?.name === name && kept.bytes === sent.bytes && kept.sha256 === sent.sha256) return false
  throw new Fault('conflict', `${name}: another file was sent with this key before: send it with a new key`, { code: 'KEY_REUSE', name })
}

/** A folder cannot take the place of one that holds something: only that says that somebody else was first. */
function takenMeanwhile(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false
  throw error
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
