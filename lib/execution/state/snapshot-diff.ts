import type { SnapshotField } from '@/lib/execution/template'
import type { SnapshotDiff } from '@/schemas/execution'
import { sortFields } from './state-digest'

/** What a field is worth when one of the snapshots does not have it. */
const ABSENT = 'absent'

/** Every field that differs. A field outside `expected_fields` was changed by somebody else, or by a side effect nobody declared. */
export function diffSnapshots(before: readonly SnapshotField[], after: readonly SnapshotField[], expected_fields: readonly string[]): SnapshotDiff[] {
  const [old, fresh] = [byPlace(before), byPlace(after)]
  const all = sortFields([...new Map([...old, ...fresh]).values()])
  return all.flatMap(({ target, field }) => {
    const key = placeOf({ target, field })
    const [was, is] = [old.get(key)?.value ?? ABSENT, fresh.get(key)?.value ?? ABSENT]
    return was === is ? [] : [{ target, field, before: was, after: is, is_expected: expected_fields.includes(field) }]
  })
}

const placeOf = (field: { target: string; field: string }): string => `${field.target}\n${field.field}`
const byPlace = (fields: readonly SnapshotField[]): Map<string, SnapshotField> => new Map(fields.map((field) => [placeOf(field), field]))
