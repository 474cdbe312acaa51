import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine } from '@/lib/policy/engine'
import { makePeopleEngine, type RequestFacts } from '@/lib/policy/people-engine'
import { loadPeopleBundle } from '@/lib/policy/people-store'
import { randomFacts, seeded } from '@/lib/policy/random-facts'
import type { Actor } from '@/schemas/actor'
import { type Figure, percentile, round } from './figure'

const DECISIONS = 5_000
const WARM_UP = 500
const AIM_MS = { p50: 1, p99: 20 }

const TENANT = 'tn_northlight'
const APPROVER: Actor = { kind: 'person', id: 'usr_a', name: 'Ada', roles: ['approver'], tenant_id: TENANT, surface: 'web' }
/** A request that waits for one approver. */
const REQUEST: RequestFacts = {
  tenant_id: TENANT,
  level_rank: 1,
  proposed_by: 'usr_p',
  open_roles: ['approver'],
  slot_roles: ['approver'],
  may_sign_for: [],
  may_refuse_for: [],
}

/** One decision about a plan that was never asked about before, reasons and explanation included; and both questions about the rights of whoever decides. */
export async function measurePolicy({ say }: { say(text: string): void }): Promise<Figure[]> {
  say('asking policy')
  const engine = makePolicyEngine(await loadPolicyBundle())
  const people = makePeopleEngine(await loadPeopleBundle())
  const next = seeded(11)
  const plans = Array.from({ length: WARM_UP + DECISIONS }, () => randomFacts(next))
  const decisions_ms = plans.map((facts) => timed(() => engine.decide(facts)))
  const people_ms = plans.map(() =>
    timed(() => {
      people.mayGive(APPROVER, 'approval.approve', TENANT)
      people.mayDecide(APPROVER, 'approval.approve', REQUEST)
    }),
  )
  return [
    ...figuresOf('policy', 'One policy decision', decisions_ms.slice(WARM_UP), engine.policies.length),
    ...figuresOf('people_policy', 'Both questions about the rights of one person', people_ms.slice(WARM_UP), people.policy_ids.length),
  ]
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function figuresOf(id: string, what: string, took_ms: readonly number[], policies: number): Figure[] {
  return (['p50', 'p99'] as const).map((name) => {
    const value = round(percentile(took_ms, Number(name.slice(1))), 3)
    return {
      id: `${id}_${name}_ms`,
      sentence: `${what}, ${name}: ${value} ms.`,
      value,
      unit: 'ms',
      target: { at: 'most', value: AIM_MS[name] },
      detail: { decisions: took_ms.length, policies },
    }
  })
}
