import { z } from 'zod'
import { digest } from '@/lib/kernel/canonical'
import { readWithin } from '@/lib/kernel/read-within'
import { ROUTES } from '@/lib/policy/levels'
import type { PolicyPort } from '@/lib/policy/policy-port'
import { Level, type PolicyDecision, type PolicyFacts } from '@/schemas/policy'

export type OpaOptions = {
  /** Of the document that decides: `http://opa:8181/v1/data/countersign/execute`. */
  url: string
  /** Names the policies that run there: their revision, as the site labels it. */
  revision: string
  timeout_ms: number
  token?: string
  fetch?: typeof globalThis.fetch
}

/** What OPA answers: `{"result": {"decision": "allow" | "deny", "level", "reasons"}}`. Anything else, also nothing, is a denial. */
const OpaAnswer = z.object({
  result: z.object({
    decision: z.enum(['allow', 'require_approval', 'deny']),
    level: Level.nullable().optional(),
    reasons: z.array(z.object({ policy_id: z.string(), text: z.string(), control: z.string().default('opa') })).default([]),
  }),
})
const MOST_BYTES = 256 * 1024

/**
 * Asks an Open Policy Agent server over HTTP. The facts go as `input` in the shape `{actor, action, context, resources, risk, time}` with
 * everything of ours under `context`. A refused connection, a timeout, a status other than 200, a body that is too large or does not fit, an
 * undefined result and a permission without a level all deny, and the reason says which.
 */
export function opaPort({ url, revision, timeout_ms, token, fetch: ask = globalThis.fetch }: OpaOptions): PolicyPort {
  const policy_digest = digest({ opa: url, revision })
  const decide = async (facts: PolicyFacts): Promise<PolicyDecision> => {
    const stamp = { policy_digest, input_digest: digest(facts) }
    const denied = (why: string): PolicyDecision => ({
      ...stamp,
      decision: 'deny',
      level: null,
      slots: [],
      window_sec: 0,
      reasons: [{ policy_id: 'opa', text: 'Policy could not be evaluated, so the plan is denied', control: 'default-deny' }],
      unmet: [{ policy_id: 'opa', clause: 'the policy server answers', value: why, would_satisfy: 'The policy server answers with a decision' }],
      errors: [why],
    })
    try {
      const response = await ask(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ input: inputOf(facts) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeout_ms),
      })
      if (response.status !== 200) return denied(`the policy server answered ${response.status}`)
      const bytes = await readWithin(response.body, MOST_BYTES)
      if (bytes === null) return denied('the answer is too large')
      const { success, data } = OpaAnswer.safeParse(JSON.parse(bytes.toString('utf8')))
      if (!success) return denied('the answer is not a decision')
      const { decision, level, reasons } = data.result
      const route = ROUTES.find((r) => r.level === level)
      if (decision === 'deny')
        return { ...stamp, decision: 'deny', level: null, slots: [], window_sec: 0, errors: [], ...explained(reasons, 'denied by the policy server') }
      if (route === undefined) return denied('the answer permits without a level')
      if ((decision === 'allow') !== (route.decision !== 'require_approval')) return denied('the decision and its level contradict one another')
      const { decision: way, slots, window_sec } = route
      return { ...stamp, decision: way, level: route.level, slots, window_sec, errors: [], ...explained(reasons, 'permitted by the policy server'), unmet: [] }
    } catch (error) {
      return denied(error instanceof Error && error.name === 'TimeoutError' ? `no answer in ${timeout_ms} ms` : 'the policy server could not be asked')
    }
  }
  return { digest: policy_digest, decide }
}

type Reasons = PolicyDecision['reasons']
function explained(reasons: Reasons, otherwise: string): Pick<PolicyDecision, 'reasons' | 'unmet'> {
  const told = reasons.length > 0 ? reasons : [{ policy_id: 'opa', text: otherwise, control: 'opa' }]
  return {
    reasons: told,
    unmet: told.map((r) => ({ policy_id: r.policy_id, clause: r.text, value: 'as sent', would_satisfy: 'What the policy server asks for' })),
  }
}

const inputOf = (facts: PolicyFacts) => ({
  actor: { type: 'worker', id: 'executor', tenant_id: facts.tenant_id },
  action: 'execute',
  context: facts,
  resources: { count: facts.targets, environment: facts.environment },
  risk: { tier: facts.tier, score: facts.risk_score },
  time: { evidence_age_sec: facts.evidence_age_sec },
})
