import { mkdir, open, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { rolledFolder } from '@/lib/warehouse/staging/roll-up-days'
import { stagedFolder } from '@/lib/warehouse/staging/stage-bill'
import type { StagedMonth } from '@/lib/warehouse/staging/staged-totals'

/**
 * Moves a month from where it was staged to a folder of its own, where it stays. Nothing reads it before a manifest names it. Throws `conflict` when what
 * was staged is gone.
 */
export async function settleMonth(stage_dir: string, { billing_month, rows }: Pick<StagedMonth, 'billing_month' | 'rows'>, folder: string): Promise<void> {
  const target = join(config().warehouse_dir, folder)
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
        // A month may have no dropped rows, or nothing else. Rows without a file were removed by another run of the same import.
        if (error.code !== 'ENOENT') throw error
        if (name === 'dropped' || rows === 0) return false
        throw new Fault('conflict', 'what was read of the bill is gone: import it again', { billing_month, part: name }, { cause: error })
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
