import { digest } from '@/lib/kernel/canonical'
import type { Digest } from '@/schemas/ids'
import type { BoundAction, SnapshotField } from './template'

/** Digest of every field of a snapshot: what the dry run saw, compared again right before acting. */
export const stateDigest = <Port>(action: BoundAction<Port>, snapshot: unknown): Digest => digest(sortFields(action.fields(snapshot)))

export const sortFields = (fields: readonly SnapshotField[]): SnapshotField[] =>
  [...fields].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))

const place = (field: SnapshotField): string => `${field.target}\n${field.field}`
