import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { refused } from '@/lib/warehouse/files/read-header'
import type { ImportFile } from '@/schemas/bill'

/** Looks at the files that somebody wants to import. `name` is what people call a file that an upload stored under another name. */
export async function describeFiles(files: readonly (string | { path: string; name: string })[]): Promise<ImportFile[]> {
  return await Promise.all(
    files.map(async (file) => {
      const { path, name } = typeof file === 'string' ? { path: file, name: basename(file) } : file
      const found = await stat(path).catch(() => {
        throw refused(name, 'there is no such file', 'check the path and the permissions')
      })
      if (!found.isFile()) throw refused(name, 'this is not a file', 'name the files of one bill')
      return { path, name, bytes: found.size, sha256: null }
    }),
  )
}

/** The files with the digest of their content, so that the same content is known again under any name. */
export async function fingerprint(files: readonly ImportFile[], signal?: AbortSignal): Promise<ImportFile[]> {
  const known: ImportFile[] = []
  for (const file of files) {
    const hash = createHash('sha256')
    try {
      for await (const part of createReadStream(file.path, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) })) hash.update(part as Buffer)
    } catch (error) {
      if (signal?.aborted) throw error
      throw refused(
        file.name,
        `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
        'check the path and the permissions, and import it again',
      )
    }
    known.push({ ...file, sha256: hash.digest('hex') })
  }
  return known
}
