import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { config } from '@/lib/kernel/config'
import { rolledFolder } from '@/lib/warehouse/roll-up-days'
import { stagedFolder } from '@/lib/warehouse/stage-bill'
import type { Month } from '@/schemas/time'

/** Folder of one version of a month, below the warehouse folder. The import names it: the version number is only known when it is published. */
export const versionFolder = (tenant_id: string, source: string, billing_month: Month, import_id: string): string =>
  join(tenant_id, source, billing_month, import_id)

/** Moves a month from where it was staged to where it stays. Nothing reads it before a manifest names it. */
export async function settleMonth(stage_dir: string, billing_month: Month, folder: string): Promise<void> {
  const target = join(config().warehouse_dir, folder)
  // Of a run that was killed between settling and publishing: the import names the folder, and it is run again.
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  const staged = [
    [join(stagedFolder(stage_dir), `billing_month=${billing_month}`, 'part=lines'), 'lines'],
    [join(stagedFolder(stage_dir), `billing_month=${billing_month}`, 'part=dropped'), 'dropped'],
    [join(rolledFolder(stage_dir), `billing_month=${billing_month}`), 'daily'],
  ] as const
  for (const [from, name] of staged) {
    const is_there = await rename(from, join(target, name)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false // a month may have no dropped rows
        throw error
      },
    )
    if (is_there) await flush(join(target, name))
  }
  await sync(target)
  await sync(dirname(target))
}

/** A manifest must never outlive the files it names, even when the power fails. */
async function flush(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await sync(join(folder, name))
  await sync(folder)
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}
