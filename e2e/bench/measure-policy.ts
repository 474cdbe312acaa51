import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine } from '@/lib/policy/engine'
import { randomFacts, seeded } from '@/lib/policy/random-facts'
import { type Figure, percentile, round } from './figure'

const DECISIONS = 5_000
const WARM_UP = 500
const AIM_MS = { p50: 1, p99: 20 }

/** One decision about a plan that was never asked about before, reasons and explanation included. */
export async function measurePolicy({ say }: { say(text: string): void }): Promise<Figure[]> {
  say('asking policy')
  const engine = makePolicyEngine(await loadPolicyBundle())
  const next = seeded(11)
  const took_ms: number[] = []
  for (let i = -WARM_UP; i < DECISIONS; i++) {
    const facts = randomFacts(next)
    const begun = performance.now()
    engine.decide(facts)
    if (i >= 0) took_ms.push(performance.now() - begun)
  }
  const detail = { decisions: DECISIONS, policies: engine.policies.length }
  return (['p50', 'p99'] as const).map((name) => {
    const value = round(percentile(took_ms, Number(name.slice(1))), 3)
    return {
      id: `policy_${name}_ms`,
      sentence: `One policy decision, ${name}: ${value} ms.`,
      value,
      unit: 'ms',
      target: { at: 'most', value: AIM_MS[name] },
      detail,
    }
  })
}
