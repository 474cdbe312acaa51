import { activeRun, closeRun } from './thread-store'

/** A process that has not said that it lives for this long is taken to be gone. Milliseconds. */
export const STALE_MS = 12_000

const LOST = { state: 'failed', code: 'run_lost', message: 'The server stopped while this was being answered. Ask again.' } as const

/** Ends the run in progress when its process is gone, so that its thread says so and can be asked again. */
export async function closeLostRun(tenant_id: string, thread_id: string, stale_ms = STALE_MS): Promise<void> {
  const active = await activeRun(tenant_id, thread_id, stale_ms)
  if (active?.is_stale) await closeRun(active, LOST)
}
