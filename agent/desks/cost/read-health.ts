import type { HealthPort } from '@/lib/desks/cost/connectors/health/port'
import { Fault } from '@/lib/kernel/errors'
import { addMs } from '@/lib/kernel/time'
import { compareSignal } from '@/lib/verification/compare-signal'
import { healthWindow, readingOf } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import type { HealthSignal } from '@/schemas/verification'

// A metrics service that is down for a moment calls nobody: for so long after a check is due it is asked again.
const ASKED_AGAIN_MS = 15 * 60_000

export type HealthQuestion = { health: HealthPort; actions: readonly PlanAction[]; executed_at: Instant; due_at: Instant; now: Instant }

/**
 * What the metrics say about everything that was changed: an action of which nothing is measured is unknown, whatever is known of another. Throws Fault `provider_down` where some of them could not be asked, for a quarter of an hour after the check was due;
 * from then on these are unknown. What got worse is told at once.
 */
export async function readHealth({ health, actions, executed_at, due_at, now }: HealthQuestion): Promise<HealthSignal[]> {
  const trouble: Fault[] = []
  const window = healthWindow(executed_at, now)
  const found = await Promise.all(
    actions.map(async (action) => {
      try {
        const found = await health.signals(action, window.stretches)
        return found.length === 0 ? [notKnown(action, 'nothing is measured of what it changed')] : found.map((s) => compareSignal(readingOf(s, window)))
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'provider_down') throw error
        trouble.push(error)
        return [notKnown(action, error.message)]
      }
    }),
  )
  const signals = found.flat()
  const [first] = trouble
  if (first !== undefined && now < addMs(due_at, ASKED_AGAIN_MS) && !signals.some((s) => s.status === 'degraded')) throw first
  return signals
}

const notKnown = ({ action_id, title }: PlanAction, because: string): HealthSignal => ({
  signal: `health after ${title} (${action_id})`,
  unit: '',
  status: 'unknown',
  before: null,
  after: null,
  threshold: 'not known',
  detail: `not known: ${because}`,
})
