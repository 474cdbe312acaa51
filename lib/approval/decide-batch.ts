import { Fault } from '@/lib/kernel/errors'
import { formatMoney } from '@/lib/kernel/format'
import { add, big } from '@/lib/kernel/money'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'

/** Most that the plans approved together may move a month, either way. */
const BATCH_LIMIT_PER_MONTH = '1000'
export const BATCH_MOST = 20

/** Why these requests cannot be approved together; null when they can: all low risk, one and the same template, and a small sum. */
export function batchProblem(rows: readonly { approval: Approval; plan: Plan }[]): string | null {
  const actions = rows.flatMap((r) => r.plan.actions)
  const templates = new Set(actions.map((a) => `${a.template}@${a.template_version}`))
  const [currency = 'USD', ...others] = [...new Set(rows.map((r) => r.plan.expected_savings.currency))]
  const sum = add('0', ...rows.map((r) => big(r.plan.expected_savings.expected).abs().toFixed()))
  if (rows.length > BATCH_MOST) return `at most ${BATCH_MOST} requests are approved together`
  if (rows.some((r) => r.approval.state !== 'pending')) return 'one of them waits for nobody any more'
  if (rows.some((r) => r.plan.risk.tier !== 'low')) return 'only low risk is approved together'
  if (rows.some((r) => r.approval.acknowledgement !== null)) return 'one of them asks for typed words'
  if (templates.size !== 1) return 'only plans of the same action are approved together'
  if (others.length > 0) return 'only plans in one currency are approved together'
  if (big(sum).gt(BATCH_LIMIT_PER_MONTH))
    return `together they move ${formatMoney(sum, currency)} a month, more than ${formatMoney(BATCH_LIMIT_PER_MONTH, currency)}`
  return null
}

/** Throws `forbidden` unless these requests may be approved together. Each is still signed by a command of its own. */
export function requireBatch(rows: readonly { approval: Approval; plan: Plan }[]): void {
  const problem = batchProblem(rows)
  if (problem !== null)
    throw new Fault('forbidden', `${problem}: decide them one by one`, { code: 'BATCH', approval_ids: rows.map((r) => r.approval.approval_id) })
}
