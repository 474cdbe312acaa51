import { readdir, rm, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { openImportPaths } from '@/lib/warehouse/imports/import-store'

// Long enough to look at a bill that was refused, and to send the rest of a delivery in parts. Milliseconds.
const KEPT_MS = 48 * 3_600_000
/** Uploads are named by a digest of who sent them; other folders of the inbox belong to whoever writes there. */
const UPLOAD = /^[0-9a-f]{24}$/

/**
 * Removes uploads that nothing waits for any more: imported, refused or never completed, two days after they came. `now_ms` is the system's clock. Returns how
 * many.
 */
export async function clearInbox(inbox_dir: string, tenant_id: string, now_ms: number): Promise<number> {
  const inbox = join(inbox_dir, tenant_id)
  const folders = await readdir(inbox, { withFileTypes: true }).catch(noFolder)
  const open = await openImportPaths(tenant_id)
  let cleared = 0
  for (const { name } of folders.filter((entry) => entry.isDirectory() && UPLOAD.test(entry.name))) {
    const folder = join(inbox, name)
    const { mtimeMs } = await stat(folder)
    if (now_ms - mtimeMs < KEPT_MS || open.some((path) => path.startsWith(folder + sep))) continue
    await rm(folder, { recursive: true, force: true })
    cleared += 1
  }
  return cleared
}

/** Nothing was ever uploaded. */
function noFolder(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
