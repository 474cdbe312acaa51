import { createWriteStream } from 'node:fs'
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/**
 * Streams an upload to `folder/name`; the folder appears with the whole file in it or not at all. One that is there already is kept as it is:
 * somebody may be reading it. False then, and the body is left unread.
 */
export async function keepUpload(body: ReadableStream, folder: string, name: string): Promise<boolean> {
  if (await isThere(folder)) return false
  await mkdir(dirname(folder), { recursive: true })
  const part = await mkdtemp(`${folder}.`)
  try {
    await pipeline(Readable.fromWeb(body), createWriteStream(join(part, name)))
    await rename(part, folder)
    return true
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    if (await isThere(folder)) return false // the same upload, sent twice at once
    throw error
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
