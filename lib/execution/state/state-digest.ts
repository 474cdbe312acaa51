import type { BoundAction, SnapshotField } from '@/lib/execution/template'
import { digest } from '@/lib/kernel/canonical'
import type { SnapshotDiff } from '@/schemas/execution'
import type { Digest } from '@/schemas/ids'

/** Digest of every field of a snapshot: what the dry run saw, compared again right before acting. `own` are changes of the same run, which surprise nobody. */
export const stateDigest = <Port>(action: BoundAction<Port>, snapshot: unknown, own: readonly SnapshotDiff[] = []): Digest =>
  digest(sortFields(withoutOwn(action.fields(snapshot), own)))

/**
 * The fields as they would be had the run not changed them: two actions of a plan may have a resource in common. Only what an action said that it would
 * change, and what is still exactly as it left it, is put back; anything else that differs is somebody else's.
 */
export function withoutOwn(fields: readonly SnapshotField[], own: readonly SnapshotDiff[]): SnapshotField[] {
  const declared = own.filter((d) => d.is_expected)
  return fields.map((field) => {
    const changes = declared.filter((d) => place(d) === place(field))
    const [first, last] = [changes[0], changes.at(-1)]
    return first === undefined || last?.after !== field.value ? field : { ...field, value: first.before }
  })
}

export const sortFields = (fields: readonly SnapshotField[]): SnapshotField[] =>
  [...fields].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))

const place = (field: Pick<SnapshotField, 'target' | 'field'>): string => `${field.target}\n${field.field}`
