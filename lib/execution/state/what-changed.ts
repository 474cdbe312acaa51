import type { SnapshotField } from '@/lib/execution/template'
import { cut, formatCount } from '@/lib/kernel/format'
import type { DryRun } from '@/schemas/action'
import { diffSnapshots } from './snapshot-diff'

/** Fields that a plan keeps of what a dry run saw; of more it keeps none, and the digest alone says that something changed. */
export const MOST_SEEN = 400
const MOST_NAMED = 3
// Characters of a value that are kept, and that are told.
const MOST_KEPT = 200
const MOST_TOLD = 100

/** What a plan keeps of what its dry run saw, to name what changed since. Absent where it is too much. */
export const seenFields = (fields: readonly SnapshotField[]): DryRun['seen'] => (fields.length > MOST_SEEN ? undefined : asKept(fields))

/** "loadtest-1: power was running, is stopped", of three fields at most. Null where that is not known: only digests are compared to decide. */
export function changedWords(before: DryRun['seen'], now: readonly SnapshotField[]): string | null {
  if (before === undefined) return null
  const changed = diffSnapshots(before, asKept(now), [])
  if (changed.length === 0) return null
  const named = changed.slice(0, MOST_NAMED).map((d) => `${d.target}: ${d.field} was ${shortened(d.before, MOST_TOLD)}, is ${shortened(d.after, MOST_TOLD)}`)
  const rest = changed.slice(MOST_NAMED)
  const more = rest.length === 0 ? '' : ` and ${formatCount(rest.length, 'more field')} of ${formatCount(new Set(rest.map((d) => d.target)).size, 'target')}`
  return `${named.join('; ')}${more}`
}

const asKept = (fields: readonly SnapshotField[]): SnapshotField[] => fields.map((f) => ({ ...f, value: shortened(f.value, MOST_KEPT) }))
const shortened = (value: string, most: number): string => (value.length <= most ? value : `${cut(value, most - 1)}…`)
