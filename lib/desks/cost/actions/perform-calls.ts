import type { RunContext } from '@/lib/execution/template'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import type { DryRun, Receipt } from '@/schemas/action'
import type { CallResult } from '../connectors/cloud/call'

// What the provider's request limits of one account bear.
const AT_ONCE = 5

export type Call = { target: string; label: string; make(): Promise<CallResult> }

/** One call for each of these. */
export const onEach = <T extends { arn: string; label: string }>(list: readonly T[], make: (one: T) => Promise<CallResult>): Call[] =>
  list.map((one) => ({ target: one.arn, label: one.label, make: () => make(one) }))

/** Makes calls one after the other and stops at the first that is not accepted. What was changed until then is in the receipt. */
export async function performCalls(run: RunContext, calls: readonly Call[]): Promise<Receipt> {
  const changed = new Set<string>()
  const made: Receipt['calls'] = []
  const receipt = (outcome: Receipt['outcome'], detail: string): Receipt => ({
    idempotency_key: run.key,
    mode: run.mode,
    outcome,
    changed: [...changed],
    calls: made,
    detail,
    finished_at: run.now,
  })
  const all = new Set(calls.map((call) => call.target)).size
  const over = new Set<string>()
  for (const [i, call] of calls.entries()) {
    const result = await attempt(call)
    made.push({ api: result.api, request_id: result.request_id, status: result.status })
    if (result.status === 'done' || result.status === 'partial') changed.add(call.target)
    if (result.status === 'uncertain') return receipt('uncertain', `${result.api} for ${call.label} was sent and not answered (${result.detail})`)
    if (result.status !== 'done' && result.status !== 'noop') return receipt('failed', `${result.api} for ${call.label} was ${result.status}: ${result.detail}`)
    if (calls[i + 1]?.target !== call.target) {
      over.add(call.target)
      if (over.size < all) await run.onTarget?.({ done: over.size, of: all, last: call.label })
    }
  }
  if (all === 0) return receipt('noop', 'nothing is to be sent')
  return changed.size === 0
    ? receipt('noop', `${allOf(all)} ${all === 1 ? 'was' : 'were'} in the wanted state`)
    : receipt('success', `${changed.size} of ${formatCount(all, 'target')} changed`)
}

const allOf = (n: number): string => (n === 1 ? 'the target' : `all ${n} targets`)

/** A dry run of every call, a few at once because none changes anything; the first that would not succeed is the answer. What may not be tried here was read, and says so. */
export async function tryCalls(calls: readonly Call[], kind: DryRun['kind'] = 'provider'): Promise<Pick<DryRun, 'kind' | 'outcome' | 'detail'>> {
  let untried: CallResult | undefined
  for (let i = 0; i < calls.length; i += AT_ONCE) {
    const some = calls.slice(i, i + AT_ONCE)
    const results = await Promise.all(some.map(attempt))
    const at = results.findIndex(({ status }) => status !== 'would_succeed' && status !== 'not_tried')
    const failed = results[at]
    if (failed !== undefined) return { kind, outcome: 'would_fail', detail: `${failed.api} for ${some[at]?.label}: ${failed.detail}` }
    untried ??= results.find(({ status }) => status === 'not_tried')
  }
  const targets = new Set(calls.map((call) => call.target)).size
  const read = `${formatCount(targets, 'target')} ${targets === 1 ? 'was' : 'were'} read`
  if (untried !== undefined) return { kind: 'simulated', outcome: 'would_succeed', detail: `${read}; ${untried.detail}` }
  const detail =
    kind === 'provider' ? `the account would accept the change of ${allOf(targets)}` : `${read} and may be changed; the provider has no dry run for this call`
  return { kind, outcome: 'would_succeed', detail }
}

/** A call that surely did not happen is a refusal here: what was done before it must still be told. */
async function attempt(call: Call): Promise<CallResult> {
  try {
    return await call.make()
  } catch (error) {
    if (error instanceof Fault) return { api: String(error.detail['api'] ?? 'connection'), request_id: null, status: 'refused', detail: error.message }
    throw error
  }
}
