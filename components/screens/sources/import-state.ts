import type { MarkKind } from '@/components/ui/mark'
import type { ImportRow } from '@/schemas/sources-view'

/** How an import stands, as a shape and a word. */
export const IMPORT_STATE: Record<ImportRow['state'], { mark: MarkKind; word: string }> = {
  queued: { mark: 'waiting', word: 'Queued' },
  running: { mark: 'current', word: 'Reading' },
  completed: { mark: 'verified', word: 'Imported' },
  unchanged: { mark: 'clear', word: 'Unchanged' },
  failed: { mark: 'refused', word: 'Refused' },
  cancelled: { mark: 'skipped', word: 'Cancelled' },
}
