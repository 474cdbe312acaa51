import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import type { Evidence } from '@/schemas/evidence/evidence'

/** Could not ask is not the same as nothing found: the answer is left out and the rules call it missing. A budget that is used up is the same. */
export async function asked(source: string, ask: () => Promise<Evidence[]>): Promise<Evidence[]> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Fault) || (error.code !== 'provider_down' && error.code !== 'rate_limited')) throw error
    log.warn('a source could not be asked', { source })
    return []
  }
}
