import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { requestApproval } from '@/lib/approval/decide'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { ines, mara, NOW, noor, pavel, storyPlan, tomas } from '@/lib/commands/fixtures/story'
import { addHours } from '@/lib/kernel/time'
import { ROUTES } from '@/lib/policy/levels'
import type { PolicyDecision } from '@/schemas/policy'
import { handOn } from './hand-on'

testDatabase()
beforeAll(seedTenant)

const POLICY = 'a'.repeat(64)
const route = ROUTES.find((r) => r.level === 'L1')
const decision: PolicyDecision = {
  decision: 'require_approval',
  level: 'L1',
  slots: route?.slots ?? [],
  window_sec: 72 * 3600,
  reasons: [],
  unmet: [],
  policy_digest: POLICY,
  input_digest: POLICY,
  errors: [],
}
const approval = requestApproval(storyPlan({ policy_digest: POLICY }), decision, mara, NOW)

describe('handing a decision on', () => {
  it('offers everybody who works here but the proposer to somebody who could sign', async () => {
    expect(await handOn(approval, tomas, NOW)).toMatchObject({
      people: [
        { id: ines.id, name: ines.name },
        { id: noor.id, name: noor.name },
      ],
      delegate_denied: null,
      escalate_to: 'owner, manager or admin',
      escalate_denied: null,
    })
  })
  it('says what stands in the way of whoever proposed it or could not sign', async () => {
    expect((await handOn(approval, mara, NOW))?.delegate_denied).toContain('You sent this plan for approval, so someone else decides')
    expect((await handOn(approval, pavel, NOW))?.delegate_denied).toContain('This needs a person with the role approver')
  })
  it('says to whoever may not escalate which role that needs', async () => {
    expect((await handOn(approval, { ...pavel, roles: ['viewer'] }, NOW))?.escalate_denied).toContain('This needs the role')
  })
  it('is over when the request is', async () => expect(await handOn(approval, tomas, addHours(NOW, 72))).toBeUndefined())
})
