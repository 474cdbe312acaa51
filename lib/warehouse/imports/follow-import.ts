import type { DuckDBConnection } from '@duckdb/node-api'
import { log } from '@/lib/kernel/log'
import { saveProgress } from '@/lib/warehouse/imports/import-store'
import type { BillImport, ImportProgress } from '@/schemas/bill'

export type FollowOptions = { signal?: AbortSignal | undefined; on_progress?: ((progress: ImportProgress) => void) | undefined }

/** Tells how far an import is, twice a second, and stops its engine when it is cancelled from anywhere. */
export type Follower = {
  /** Throws when the import was stopped: between two statements there is nothing to interrupt. */
  step(step: ImportProgress['step'], file?: { name: string; bytes: number; rows: number | null }): void
  fileDone(rows: number): void
  /** True once the row in the database no longer says running. */
  is_ended_elsewhere(): boolean
  stop(): ImportProgress
}

type Now = { step: ImportProgress['step']; file: { name: string; bytes: number; rows: number | null } | undefined }

const EVERY_MS = 500
// Share of the time that reading takes; the rest is fingerprint, sums and publishing.
const SHARE = { waiting: 0, fingerprinting: 0, reading: 0.05, reconciling: 0.9, publishing: 0.97, done: 1 } as const

export function followImport({ tenant_id, import_id, files }: BillImport, connection: DuckDBConnection, { signal, on_progress }: FollowOptions): Follower {
  const bytes_total = files.reduce((sum, f) => sum + f.bytes, 0)
  const started = performance.now()
  let now: Now = { step: 'fingerprinting', file: undefined }
  let bytes_done = 0
  let rows_done = 0
  let is_ended = false
  let is_saving = false

  const current = (): ImportProgress => {
    const part = now.file === undefined ? 0 : Math.min(1, Math.max(0, connection.progress.percentage / 100))
    const rows_read = Math.round(rows_done + part * (now.file?.rows ?? 0))
    const read = bytes_total === 0 ? 1 : (bytes_done + part * (now.file?.bytes ?? 0)) / bytes_total
    const seconds = (performance.now() - started) / 1000
    return {
      step: now.step,
      file: now.file?.name ?? null,
      bytes_total,
      rows_read,
      rows_per_sec: rows_read === 0 ? null : Math.round(rows_read / seconds),
      done_ratio: now.step === 'reading' ? Math.min(SHARE.reconciling, SHARE.reading + read * (SHARE.reconciling - SHARE.reading)) : SHARE[now.step],
    }
  }
  const tell = () => {
    const progress = current()
    on_progress?.(progress)
    if (is_saving) return
    is_saving = true
    saveProgress(tenant_id, import_id, progress)
      .then((is_running) => {
        if (is_running) return
        is_ended = true
        connection.interrupt()
      })
      .catch((error: unknown) => log.warn('import progress was not saved', { import_id, error: String(error) }))
      .finally(() => {
        is_saving = false
      })
  }
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  const timer = setInterval(tell, EVERY_MS)
  return {
    step(step, file) {
      now = { step, file }
      on_progress?.(current())
      signal?.throwIfAborted()
    },
    fileDone(rows) {
      rows_done += rows
      bytes_done += now.file?.bytes ?? 0
      now = { ...now, file: undefined }
    },
    is_ended_elsewhere: () => is_ended,
    stop() {
      clearInterval(timer)
      signal?.removeEventListener('abort', interrupt)
      return current()
    },
  }
}
