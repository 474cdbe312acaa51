import { describe, expect, it } from 'vitest'
import { clearanceOf } from './clearance'
import { signApproval } from './decide'
import { decision, NOW, plan, request, says, tomas } from './fixtures/requests'

describe('clearance', () => {
  const approval = signApproval(request('L1'), says(), tomas, NOW)
  const cleared = (over: Partial<Parameters<typeof clearanceOf>[0]>) => clearanceOf({ plan, policy: decision('L1'), approval, ...over })

  it('is given by the signatures for exactly this plan', () => {
    expect(cleared({})).toEqual({ is_cleared: true, because: 'Tomas Okafor approved as approver' })
    expect(cleared({ plan: { ...plan, plan_hash: 'b'.repeat(64) } }).because).toBe('the approval is for another plan')
  })

  it('is not given without plan, policy, request, or when policy asks for more than was signed', () => {
    expect(cleared({ plan: null }).is_cleared).toBe(false)
    expect(cleared({ policy: null }).is_cleared).toBe(false)
    expect(cleared({ approval: null }).is_cleared).toBe(false)
    expect(cleared({ policy: decision('L2') }).because).toBe('a signature is missing')
    expect(cleared({ policy: { ...decision('L1'), errors: ['x'] } }).because).toBe('policy denies the plan')
    expect(cleared({ policy: decision('L0'), approval: null }).is_cleared).toBe(true)
    expect(cleared({ approval: { ...approval, signatures: [] } }).because).toBe('a signature is missing')
  })
})
