import { expect, it } from 'vitest'
import { storyCase } from '@/lib/commands/fixtures/story'
import { POLICY } from '@/lib/desks/cost/fixtures/cases/plan'
import type { PolicyDecision } from '@/schemas/policy'
import { readyText, sendingEffect } from './sending'

const ready = storyCase({ policy_digest: 'a'.repeat(64) })
const decided = (decision: PolicyDecision['decision']) => ({ ...ready, status: 'plan_ready' as const, policy: { ...POLICY, decision } })

it('says that nothing runs unsigned only where policy asks people', () => {
  expect(sendingEffect(decided('require_approval'))).toBe('Asks the approvers that policy names. Nothing runs before they sign.')
  expect(readyText(decided('require_approval'))).toBe('The plan is ready. Nothing runs before it is approved.')
  for (const c of [decided('delayed'), decided('automatic')])
    for (const text of [sendingEffect(c), readyText(c)]) expect(text).not.toMatch(/Nothing runs before (?:they have signed|it is approved)/)
})

it('says before it is sent that a plan runs unless vetoed, and that one which policy asks nobody for runs at once', () => {
  expect(sendingEffect(decided('delayed'))).toBe('Opens its veto window. It runs by itself when that ends, unless somebody vetoes it.')
  expect(readyText(decided('delayed'))).toBe('The plan is ready. Once it is sent it runs unless somebody vetoes it.')
  expect(sendingEffect(decided('automatic'))).toBe('Policy asks nobody for it: it is carried out at once.')
  expect(readyText(decided('automatic'))).toBe('The plan is ready. Once it is sent it runs: policy asks nobody for it.')
})

it('says of a plan that policy denied that asking again sends what it lets through', () => {
  const text = sendingEffect({ ...decided('deny'), status: 'policy_denied' })
  expect(text).toBe('Policy decides again on what is known now. What it lets through is sent at once, to sign, to veto or to run, as policy says then.')
})
