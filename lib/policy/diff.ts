import { type PolicyDecision, type PolicyDiff, PolicyFacts } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import type { PolicyEngine } from './engine'
import { INTERRUPTS_NOTHING } from './interrupts-nothing'

/** What policy was once asked about one plan. */
export type StoredInput = { query: string; at: Instant; facts: unknown }

const PLANS_SHOWN = 50
// Two bundles decide about so many inputs in about a twentieth of a second.
const INPUTS_PER_TURN = 25
type Flip = PolicyDiff['flips'][number]

/**
 * Asks both bundles about every stored input and lists what comes out differently. Equal inputs give equal bytes. There may be thousands, at two milliseconds
 * each: `rest` is awaited after every few, so that the process answers others meanwhile.
 */
export async function diffDecisions(
  before: PolicyEngine,
  after: PolicyEngine,
  inputs: readonly StoredInput[],
  window: { since: Instant; until: Instant },
  rest: () => Promise<unknown>,
): Promise<PolicyDiff> {
  const flips = new Map<string, Flip>()
  const plans: PolicyDiff['plans'] = []
  const rollbacks = { by_person: 0, alone: 0 }
  let unreadable = 0
  for (const [i, { query, at, facts }] of inputs.entries()) {
    if (i > 0 && i % INPUTS_PER_TURN === 0) await rest()
    const { data } = PolicyFacts.safeParse(facts)
    if (data === undefined) {
      unreadable += 1
      continue
    }
    const [was, is] = [before.decide(data), after.decide(data)]
    const [from, to] = [answerOf(was), answerOf(is)]
    const may_be_alone = from !== 'deny' && to !== 'deny' && INTERRUPTS_NOTHING.includes(data.reversibility)
    if (may_be_alone && callsPerson(was) !== callsPerson(is)) rollbacks[callsPerson(is) ? 'by_person' : 'alone'] += 1
    if (from === to) continue
    const key = `${from} ${to}`
    const seen = flips.get(key)
    flips.set(key, { from, to, plans: (seen?.plans ?? 0) + 1, cents_per_month: (seen?.cents_per_month ?? 0) + data.cents_per_month })
    plans.push({ query, at, from, to, cents_per_month: data.cents_per_month, because: (is.reasons[0] ?? was.reasons[0])?.text ?? '' })
  }
  return {
    before: before.digest,
    after: after.digest,
    ...window,
    inputs: inputs.length,
    unreadable,
    flips: [...flips.values()].sort((a, b) => b.plans - a.plans || (`${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1)),
    ...(rollbacks.by_person + rollbacks.alone === 0 ? {} : { rollbacks }),
    plans: plans.sort((a, b) => Math.abs(b.cents_per_month) - Math.abs(a.cents_per_month) || (a.query < b.query ? -1 : 1)).slice(0, PLANS_SHOWN),
  }
}

const callsPerson = (decision: PolicyDecision): boolean => decision.rollback_alone_forbidden !== undefined
const answerOf = ({ level }: PolicyDecision): Flip['from'] => level ?? 'deny'
