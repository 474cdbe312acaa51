import { isBeside } from '@/lib/execution/accompany/main-actions'
import type { Claims } from '@/lib/execution/claims/claims'
import { effectKey } from '@/lib/execution/claims/effect-key'
import { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction, Receipt } from '@/schemas/action'
import type { StepName } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { RunLog } from './run-log'
import type { RunContext } from './template'

type Effect = {
  x: { plan: Plan; claims: Claims; now(): Promise<Instant> }
  log: RunLog
  action: PlanAction
  step: Extract<StepName, 'apply' | 'rollback'>
  /** Tells a person's later tries apart; the first is 1. */
  attempt?: number
  /** Of an action that is carried out in several stages, which; the first is 1. */
  stage?: number
  /** Nobody had claimed it a moment ago. Whoever has since is found by the claim itself. */
  is_unclaimed?: boolean
  call(run: RunContext): Promise<Receipt>
  isInTargetState(): Promise<boolean>
}

const key = (plan: Plan, log: RunLog, action: PlanAction, step: string): string =>
  effectKey({ case_id: plan.case_id, action_id: action.action_id, plan_hash: plan.plan_hash, run_id: log.run().run_id, step })

/**
 * Makes an effect happen at most once, whenever the process dies. The claim is durable before the call and the receipt after it. A claim
 * without a receipt is never called again: the world is read, and it either is in the target state or the outcome is `uncertain`.
 */
async function once({ x, log, action, step, attempt = 1, stage = 1, is_unclaimed = false, call, isInTargetState }: Effect): Promise<Receipt> {
  const { action_id } = action
  const name = nameOf(step, attempt, stage)
  const idempotency_key = key(x.plan, log, action, name)
  const claimed = is_unclaimed ? undefined : await x.claims.find(idempotency_key)
  let receipt = claimed?.receipt ?? null
  if (receipt === null) {
    if (claimed === undefined) {
      await log.step({ action_id, step, status: 'running', detail: 'asked for' })
      const now = await x.now()
      const { account_id, template, environment, targets } = action
      // What stands beside the plan's own actions uses up no limit of any plan, and the first stage of an action counts for all of it.
      const covers =
        isBeside(x.plan, action) || stage > 1
          ? {}
          : { covers: { account_id, template, environment, targets: targets.length, target_arns: targets.map((t) => t.arn) } }
      const is_mine = await x.claims.take({ idempotency_key, case_id: x.plan.case_id, action_id, step: name, claimed_at: now, ...covers })
      if (!is_mine) throw new Fault('conflict', 'another worker is carrying out this plan: wait for it', { idempotency_key })
      receipt = await call({ now, key: idempotency_key, mode: 'live', stage, onTarget: (told) => log.progress({ action_id, step, ...told }) })
      if (receipt.outcome === 'uncertain') receipt = await reread(receipt, isInTargetState)
    } else {
      const lost: Omit<Receipt, 'detail'> = { idempotency_key, mode: 'live', outcome: 'uncertain', changed: [], calls: [], finished_at: await x.now() }
      receipt = await reread({ ...lost, detail: 'no answer was recorded' }, isInTargetState)
    }
    await x.claims.settle(idempotency_key, receipt)
  }
  const is_done = receipt.outcome === 'success' || receipt.outcome === 'noop'
  const is_noted = log.run().steps.some((s) => s.receipt?.idempotency_key === idempotency_key)
  if (!is_noted) await log.step({ action_id, step, status: is_done ? 'done' : 'failed', detail: receipt.detail, receipt })
  return receipt
}

/** What an unknown outcome turns out to be when the world is read again. It is never asked for a second time. */
async function reread(receipt: Receipt, isInTargetState: () => Promise<boolean>): Promise<Receipt> {
  if (await isInTargetState())
    return { ...receipt, outcome: 'success', detail: `${receipt.detail}; the targets were read again and are in the state that was asked for` }
  return {
    ...receipt,
    detail: `${receipt.detail}; the targets were read again and are not in the state that was asked for: look at them before anything else is done`,
  }
}

/** What an effect is claimed as. A former version claimed all stages of an action as one: that name is the first stage's. */
const nameOf = (step: Effect['step'], attempt = 1, stage = 1): string => `${step}${attempt === 1 ? '' : `:${attempt}`}${stage === 1 ? '' : `/${stage}`}`

export const perform = { key, nameOf, once }
