import { setImmediate as nextTurn } from 'node:timers/promises'
import { nothingRunsOn } from '@/lib/desks/cost/actions/nothing-runs'
import type { HealthPort } from '@/lib/desks/cost/connectors/health/port'
import { Fault, invariant } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { compareSignal } from '@/lib/verification/compare-signal'
import { type HealthWindow, healthWindow, readingOf } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { HealthSignal, VerificationCheck } from '@/schemas/verification'
import { isAskedAgain, wasAnswered } from './asked-in-vain'

export type HealthQuestion = {
  /** Null where no source of metrics is connected. */
  health: HealthPort | null
  actions: readonly PlanAction[]
  run: Run
  /** The looks before this one. */
  checks: readonly Pick<VerificationCheck, 'at' | 'health'>[]
  effectNow: Promise<VerificationCheck['effect']>
  now: Instant
}

/**
 * What is known about everything that was changed. An action of which nothing is measured is unknown, whatever is known of another, unless nothing runs on what
 * it changed. What got worse is told at once.
 *
 * Throws Fault `provider_down` where some of them could not be asked, until that has gone on for a quarter of an hour; from then on these are unknown.
 */
export async function readHealth(asked: HealthQuestion): Promise<HealthSignal[]> {
  const { actions, run, checks, now } = asked
  invariant(run.finished_at !== null, 'a run that goes on has no health to look at')
  const executed_at = run.finished_at
  const known_to = checks.findLast(({ health }) => health.status !== 'unknown')?.at ?? executed_at
  const window = healthWindow(executed_at, now, known_to, asked.health?.time_zone)
  const trouble: Fault[] = []
  const found = await Promise.all(
    actions.map(async (action) => {
      try {
        return await healthAfter(action, window, executed_at, asked)
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'provider_down') throw error
        trouble.push(error)
        return [notKnown(action, error.message)]
      }
    }),
  )
  // What depends on several actions is told once.
  const signals = [...new Map(found.flat().map((s) => [JSON.stringify(s), s])).values()]
  const [first] = trouble
  if (first === undefined) wasAnswered(run.run_id)
  else if (!signals.some((s) => s.status === 'degraded') && isAskedAgain(run.run_id, now)) throw first
  return signals
}

async function healthAfter(
  action: PlanAction,
  window: HealthWindow,
  executed_at: Instant,
  { health, run, effectNow }: HealthQuestion,
): Promise<HealthSignal[]> {
  const because = action.health_signals.length === 0 ? nothingRunsOn(action) : null
  if (because !== null) return [unused(action, because, run, await effectNow)]
  if (health === null) return [notKnown(action, 'no source of metrics is connected')]
  const found = await health.signals(action, window.stretches, executed_at)
  if (found.length === 0) return [notKnown(action, 'nothing is measured of what it changed')]
  const told: HealthSignal[] = []
  for (const series of found) {
    // Points of many days take long, and meanwhile the bill is asked.
    await nextTurn()
    told.push(sinceUnseen(compareSignal(readingOf(series, window)), window))
  }
  return told
}

/** What is well now may not have been in the time of which nothing was known. */
function sinceUnseen(signal: HealthSignal, { unseen }: HealthWindow): HealthSignal {
  if (unseen === null || signal.status !== 'ok') return signal
  const [from, to] = [unseen.start, unseen.end].map((at) => formatInstant(at))
  return {
    ...signal,
    status: 'unknown',
    detail: `not known: nothing was known from ${from} to ${to}, and nothing can be any more; since then ${signal.detail}`,
  }
}

/** Nothing that runs can be hurt where nothing ran on the target right before the change, and the account still shows what became of it. */
function unused(action: PlanAction, because: string, run: Run, effect: VerificationCheck['effect']): HealthSignal {
  const was_read = run.steps.some((s) => s.action_id === action.action_id && s.step === 'recheck' && s.status === 'done')
  if (!was_read) return notKnown(action, 'the run does not show that nothing ran on it right before the change')
  if (effect.status === 'unknown') throw new Fault('provider_down', effect.detail)
  return {
    signal: `what runs on it: ${action.title}`,
    unit: 'uses',
    status: 'ok',
    before: 0,
    after: 0,
    threshold: 'at most 0 uses',
    detail: `nothing runs on it, so nothing is measured: ${because}, also right before the change`,
  }
}

const notKnown = ({ action_id, title }: PlanAction, because: string): HealthSignal => ({
  signal: `health after ${title} (${action_id})`,
  unit: '',
  status: 'unknown',
  before: null,
  after: null,
  threshold: 'not known',
  detail: `not known: ${because.replace(/^not known: /, '')}`,
})
