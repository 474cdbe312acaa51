import { rm } from 'node:fs/promises'
import type { OpenedFile } from '@/lib/warehouse/files/open-bill'
import { refused } from '@/lib/warehouse/files/read-header'
import { hasNetColumn, netBills } from '@/lib/warehouse/formats/net-bills'
import type { Follower } from '@/lib/warehouse/imports/follow-import'
import { refuseSameContent } from '@/lib/warehouse/staging/same-content'
import { refuseSameMonth } from '@/lib/warehouse/staging/same-month'
import { type Staging, stagedFolder, stageFile } from '@/lib/warehouse/staging/stage-bill'
import type { Stage } from '@/lib/warehouse/staging/stage-folders'
import { type StagedGroup, stagedGroups } from '@/lib/warehouse/staging/staged-totals'

type Staged = {
  groups: StagedGroup[]
  rows_read: number
  /** Rows with a NUL or a lone surrogate, which were replaced by U+FFFD. */
  unreadable: number
}

/**
 * Stages every file of an import and sums up what was staged. The files are staged a second time where that shows a NUL or a lone surrogate, or discounts in a
 * bill whose net columns are empty: both are too rare to look for in every import before it is staged. `bytes` are the sizes of the files.
 */
export async function stageFiles(stage: Stage, opened: readonly OpenedFile[], bytes: readonly number[], follower: Follower): Promise<Staged> {
  const { connection, stage_dir } = stage
  const how: Staging = { is_net_bill: opened.some(hasNetColumn) ? 'true' : 'false', is_cleaned: false }
  const rows = await stageOnce(stage, opened, bytes, how, follower)
  const rows_read = rows.reduce((sum, n) => sum + n, 0)
  if (rows_read === 0) throw refused(opened[0]?.name ?? '', 'the bill has a header and no rows', 'export a period that has charges')
  const names = opened.map(({ name }) => name)
  await refuseSameContent(connection, names, rows, stage_dir)
  const groups = await stagedGroups(connection, stage_dir)
  const unreadable = groups.reduce((sum, g) => sum + g.unreadable, 0)
  const staged = { groups, rows_read, unreadable }
  // A row that cannot be read is told before anything is made of the others.
  if (groups.some((g) => g.incomplete > 0)) return staged
  await refuseSameMonth(connection, opened, rows_read, stage_dir)
  const has_discounts = how.is_net_bill === 'true' && groups.some((g) => g.line_item_type?.endsWith('Discount'))
  const is_net_bill = has_discounts ? await netBills(connection, opened) : null
  if (unreadable === 0 && is_net_bill === null) return staged
  await stageAgain(stage, opened, { is_net_bill: is_net_bill ?? how.is_net_bill, is_cleaned: unreadable > 0 }, follower)
  return { ...staged, groups: await stagedGroups(connection, stage_dir) }
}

/** How many rows each file had. */
async function stageOnce(stage: Stage, opened: readonly OpenedFile[], bytes: readonly number[], how: Staging, follower: Follower): Promise<number[]> {
  const rows: number[] = []
  for (const [index, file] of opened.entries()) {
    follower.step('reading', { name: file.name, bytes: bytes[index] ?? 0, rows: file.rows_estimate })
    const staged = await stageFile(stage, file, index, how)
    follower.fileDone(staged)
    rows.push(staged)
  }
  follower.step('reconciling')
  return rows
}

async function stageAgain(stage: Stage, opened: readonly OpenedFile[], how: Staging, follower: Follower): Promise<void> {
  await rm(stagedFolder(stage.stage_dir), { recursive: true })
  for (const [index, file] of opened.entries()) {
    follower.step('reconciling')
    await stageFile(stage, file, index, how)
  }
}
