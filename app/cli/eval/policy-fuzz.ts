import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine } from '@/lib/policy/engine'
import { hasHardDenial, randomFacts, seeded } from '@/lib/policy/random-facts'
import type { EvalSet } from './eval-set'

const PLANS = 100_000
const SEED = 20_261_119
const SAY_EVERY = 5_000

/** Random plans against the shipped policies: none with a hard denial may be executable, none without one denied for it, and every refusal explains itself. */
export const policyFuzz: EvalSet = {
  id: 'policy-fuzz',
  title: `Policy, ${PLANS.toLocaleString('en-US')} random plans`,
  needs: [],
  async score({ say }) {
    const engine = makePolicyEngine(await loadPolicyBundle())
    const next = seeded(SEED)
    const took_ms: number[] = []
    let [with_denial, escapes, needless, unexplained] = [0, 0, 0, 0]
    for (let i = 0; i < PLANS; i++) {
      const facts = randomFacts(next)
      const begun = performance.now()
      const got = engine.decide(facts)
      took_ms.push(performance.now() - begun)
      const must_deny = hasHardDenial(facts)
      const is_denied = got.decision === 'deny'
      with_denial += Number(must_deny)
      escapes += Number(must_deny && !is_denied)
      needless += Number(!must_deny && is_denied)
      unexplained += Number(is_denied && (got.unmet.length === 0 || got.unmet.some((u) => u.would_satisfy === '')))
      if (i % SAY_EVERY === 0) say(`${i.toLocaleString('en-US')} plans`)
    }
    took_ms.sort((a, b) => a - b)
    const at = (ratio: number): number => Number((took_ms[Math.floor(took_ms.length * ratio)] ?? 0).toFixed(3))
    const [p50_ms, p99_ms] = [at(0.5), at(0.99)]
    return {
      result: {
        plans: PLANS,
        seed: SEED,
        with_hard_denial: with_denial,
        escapes,
        denied_without_cause: needless,
        refusals_unexplained: unexplained,
        p50_ms,
        p99_ms,
      },
      figures: [
        { name: 'plans with a hard denial', value: with_denial, aim: null, baseline: null },
        { name: 'of these executable', value: escapes, aim: '0', baseline: null },
        { name: 'denied without a hard denial', value: needless, aim: '0', baseline: null },
        { name: 'refusals that do not explain themselves', value: unexplained, aim: '0', baseline: null },
        { name: 'one decision, p50 ms', value: p50_ms, aim: '< 1', baseline: null },
        { name: 'one decision, p99 ms', value: p99_ms, aim: '< 20', baseline: null },
      ],
      notes: [`Seed ${SEED}. The hard denials are written a second time in lib/policy/random-facts.ts, apart from the policies.`],
    }
  },
}
