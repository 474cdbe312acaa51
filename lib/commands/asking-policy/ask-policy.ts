import { config } from '@/lib/kernel/config'
import { readSecret } from '@/lib/kernel/secret'
import type { PolicyEngine } from '@/lib/policy/engine'
import type { PolicyPort } from '@/lib/policy/policy-port'
import { stricter } from '@/lib/policy/stricter'
import type { PolicyDecision, PolicyFacts } from '@/schemas/policy'
import { opaPort } from './opa-port'

/** The site's own policy engine, where whoever runs this has set one; tenants cannot unset it. */
async function outsidePolicy(): Promise<PolicyPort | null> {
  const { opa } = config()
  if (opa === null) return null
  const { url, revision, timeout_ms, token_ref } = opa
  // Without its token it is asked all the same: it refuses, and a refusal denies.
  const token = token_ref === null ? null : await readSecret(token_ref).catch(() => null)
  return opaPort({ url, revision, timeout_ms, ...(token === null ? {} : { token: token.reveal() }) })
}

/**
 * The decision about a plan: our policies, and the site's own engine where there is one; the stricter of the two holds. What ours denies is denied
 * without asking, unless all that denies is among `left_out`, which the caller does not count: then the site's engine has its say, too. An engine that does not
 * answer denies, with the reason.
 */
export async function askPolicy(engine: PolicyEngine, facts: PolicyFacts, left_out: readonly string[] = []): Promise<PolicyDecision> {
  const own = engine.decide(facts)
  if (own.decision === 'deny' && !(own.errors.length === 0 && own.reasons.every((r) => left_out.includes(r.policy_id)))) return own
  const outside = await outsidePolicy()
  return outside === null ? own : stricter(own, await outside.decide(facts))
}
