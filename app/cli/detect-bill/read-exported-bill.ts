import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { isWholeDay } from '@/lib/desks/cost/detect/bill/whole-day'
import { openImporter } from '@/lib/warehouse/duck'
import type { Follower } from '@/lib/warehouse/imports/follow-import'
import { describeFiles } from '@/lib/warehouse/imports/import-files'
import { readBill } from '@/lib/warehouse/staging/read-bill'
import { type StagedLeafDay, stagedLeafDays } from '@/lib/warehouse/staging/staged-leaf-days'
import type { ImportProgress } from '@/schemas/bill'
import { notesOfFiles } from './notes-of-files'

const IDLE: ImportProgress = { step: 'reading', file: null, bytes_total: 0, rows_read: 0, rows_per_sec: null, done_ratio: 0 }
const UNFOLLOWED: Follower = { step: () => undefined, fileDone: () => undefined, is_ended_elsewhere: () => false, stop: () => IDLE }

/** Reads CUR or FOCUS files as an import does, with the same refusals and notes and to the cent, into a folder that is gone afterwards. */
export async function readExportedBill(paths: readonly string[]): Promise<{ bill: DailyBill; currency: string; notes: string[] }> {
  const stage_dir = await mkdtemp(join(tmpdir(), 'countersign-detect-'))
  const { connection, close } = await openImporter(stage_dir)
  try {
    const { report } = await readBill({ connection, stage_dir }, { files: await describeFiles(paths) }, UNFOLLOWED)
    const bill = billOf(report.rows_stored === 0 ? [] : await stagedLeafDays(connection, stage_dir))
    return { bill, currency: report.currency, notes: notesOfFiles(report) }
  } finally {
    close()
    await rm(stage_dir, { recursive: true, force: true })
  }
}

function billOf(rows: readonly StagedLeafDay[]): DailyBill {
  const days = [...new Set(rows.map(({ day }) => day))].sort()
  const at = new Map(days.map((day, t) => [day, t]))
  const none = () => new Array<number>(days.length).fill(0)
  const leaves = new Map<string, { leaf: BillLeaf; index: number }>()
  const named = new Map<string, Map<number, number[]>>()
  for (const { day, cost, quantity, operation, kind, owner, commitment_id, ...place } of rows) {
    const key = JSON.stringify([place, owner, operation, kind])
    const scope = { ...place, ...(owner === '' ? {} : { owner }) }
    const { leaf, index } = leaves.get(key) ?? { leaf: { scope, operation, kind, values: none(), quantities: none() }, index: leaves.size }
    leaves.set(key, { leaf, index })
    const t = at.get(day) ?? 0
    leaf.values[t] = (leaf.values[t] ?? 0) + cost
    if (leaf.quantities !== undefined && quantity !== null) leaf.quantities[t] = (leaf.quantities[t] ?? 0) + quantity
    if (commitment_id === '') continue
    const lines = named.get(commitment_id) ?? new Map<number, number[]>()
    named.set(commitment_id, lines)
    const paid = lines.get(index) ?? none()
    lines.set(index, paid)
    paid[t] = (paid[t] ?? 0) + cost
  }
  const list = [...leaves.values()].map(({ leaf }) => leaf)
  const commitments = [...named].map(([id, lines]) => ({ id, lines: [...lines].map(([leaf, values]) => ({ leaf, values })) }))
  return { days, is_whole: days.map((_, t) => isWholeDay(list, t)), leaves: list, commitments }
}
