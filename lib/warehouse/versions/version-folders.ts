import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { config } from '@/lib/kernel/config'
import { log } from '@/lib/kernel/log'
import { pushedBill } from '@/lib/warehouse/athena/pushed-bill'
import { getImport } from '@/lib/warehouse/imports/import-store'
import { unnamedFolders } from '@/lib/warehouse/versions/manifest-store'
import type { BillImport, BillManifest } from '@/schemas/bill'
import type { Month } from '@/schemas/time'

/**
 * A new folder for one version of a month, below the warehouse folder. No two runs of an import have the same: a worker that was taken for dead may
 * go on beside the one that took its place, and neither may touch what the other publishes. The version number is only known when it is published.
 */
export const versionFolder = (tenant_id: string, source: string, billing_month: Month, import_id: string): string =>
  join(tenant_id, source, billing_month, `${import_id}-${randomUUID().slice(0, 8)}`)

/** Whether what a manifest names is there to be read. */
const isInPlace = ({ path, row_count }: BillManifest): boolean =>
  row_count === 0 || ['lines', 'daily'].every((part) => existsSync(join(config().warehouse_dir, path, part)))

/** The folders of versions that can be read: on this machine, or where Athena reads them. A bucket that does not answer is not read. */
export async function readableFolders(manifests: readonly BillManifest[]): Promise<ReadonlySet<string>> {
  const { athena } = config()
  const copies = athena === null ? null : pushedBill(athena)
  const isThere = async (m: BillManifest): Promise<boolean> =>
    copies !== null &&
    (await copies.isThere(m).catch((error: unknown) => {
      log.warn('whether Athena holds a month is not known: it counts as missing', { billing_month: m.billing_month, error: String(error) })
      return false
    }))
  const readable = await Promise.all(manifests.map(async (m) => (isInPlace(m) || (await isThere(m)) ? [m.path] : [])))
  return new Set(readable.flat())
}

/**
 * Removes those of a run's folders that no version names, and once the import has ended those of its earlier runs, which were killed. What the database
 * does not answer for is left: a publishing whose answer was lost may have been committed.
 */
export async function clearUnpublished(wanted: BillImport, folders: readonly string[]): Promise<void> {
  const { tenant_id, import_id } = wanted
  try {
    // Only of one that has ended is it certain that no other run will publish.
    const has_ended = !['queued', 'running'].includes((await getImport(tenant_id, import_id)).state)
    const all = has_ended ? (await Promise.all(folders.map((folder) => foldersBeside(folder, import_id)))).flat() : folders
    for (const folder of await unnamedFolders(tenant_id, all)) await rm(join(config().warehouse_dir, folder), { recursive: true, force: true })
  } catch (error) {
    log.warn('folders of an import were left where they are: it is not known whether they are published', {
      import_id,
      folders: folders.join(' '),
      error: String(error),
    })
  }
}

async function foldersBeside(folder: string, import_id: string): Promise<string[]> {
  const month = dirname(folder)
  const names = await readdir(join(config().warehouse_dir, month)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => name === import_id || name.startsWith(`${import_id}-`)).map((name) => join(month, name))
}
