import type { RunLog } from '@/lib/execution/run-log'
import { Fault } from '@/lib/kernel/errors'
import type { PlanAction } from '@/schemas/action'
import type { StepName } from '@/schemas/execution'

/** What a service says that cannot be asked, or not now, or not by us. */
export const isUnasked = (error: unknown): error is Fault =>
  error instanceof Fault && (error.code === 'provider_down' || error.code === 'rate_limited' || error.code === 'forbidden')

/**
 * Carries out a part of a run whose failure is told as a step that was left out, once: a run that waits for something else comes by here at every look. Anything but a service that
 * cannot be asked is still thrown.
 */
export async function besideTheRest(log: RunLog, { action_id }: PlanAction, step: StepName, work: (log: RunLog) => Promise<unknown>): Promise<void> {
  const told: RunLog = {
    ...log,
    async step(input, patch) {
      const last = log.run().steps.findLast((s) => s.action_id === input.action_id && s.step === input.step)
      if (input.status !== 'failed' && input.status !== 'skipped') return log.step(input, patch)
      if (patch !== undefined || last?.status !== 'skipped' || last.detail !== input.detail) await log.step({ ...input, status: 'skipped' }, patch)
    },
  }
  try {
    await work(told)
  } catch (error) {
    if (!isUnasked(error)) throw error
    await told.step({ action_id, step, status: 'skipped', detail: `could not be asked: ${error.message}` })
  }
}
