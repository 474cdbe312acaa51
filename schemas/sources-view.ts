import { z } from 'zod'
import { ImportState } from '@/schemas/bill'
import { ConnectorRow } from '@/schemas/connectors'
import { HeldLedger } from '@/schemas/held-ledger'
import { Fact } from '@/schemas/intent'
import { PageNotice } from '@/schemas/page'
import { SourceState } from '@/schemas/source-state'
import { Instant } from '@/schemas/time'

export const SourceRow = z.strictObject({
  source: z.string(),
  /** "CUR 2.0" */
  kind: z.string(),
  state: SourceState,
  freshness: z.string(),
  first_day: z.string().nullable(),
  complete_to: z.string().nullable(),
  settled_to: z.string().nullable(),
  rows: Fact.nullable(),
  total: Fact.nullable(),
  as_of: Instant.nullable(),
})
export type SourceRow = z.infer<typeof SourceRow>

/** What an import left out, put right or warns of. `text` is said after the word of its kind; `remedy` is null where nothing has to be done. */
export const ImportNote = z.strictObject({ kind: z.enum(['dropped', 'repaired', 'warning']), text: z.string(), remedy: z.string().nullable() })
export type ImportNote = z.infer<typeof ImportNote>

export const ImportRow = z.strictObject({
  import_id: z.string(),
  file: z.string(),
  source: z.string(),
  format: z.string(),
  state: ImportState,
  by: z.string(),
  started_at: Instant,
  finished_at: Instant.nullable(),
  /** 0..1; null when the size is not known. */
  progress: z.number().min(0).max(1).nullable(),
  rows_read: z.int().nonnegative(),
  rows_per_sec: z.int().nonnegative().nullable(),
  notes: z.array(ImportNote),
  /** "Total $1,204,118.32 in 8 months, equal to the file to the cent." */
  reconciled: z.string().nullable(),
  /** Null unless failed. */
  error: z
    .strictObject({
      file: z.string(),
      row: z.int().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      message: z.string(),
      remedy: z.string(),
    })
    .nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>

export const SourcesView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  sources: z.array(SourceRow),
  imports: z.array(ImportRow),
  /** Null when this person may import; else why not. */
  import_denied: z.string().nullable(),
  /** Absent before the first look at a bill. */
  held: HeldLedger.optional(),
  /** What else was connected, and what it said when it was last asked; absent where nobody looks. */
  connectors: z.array(ConnectorRow).optional(),
})
export type SourcesView = z.infer<typeof SourcesView>
