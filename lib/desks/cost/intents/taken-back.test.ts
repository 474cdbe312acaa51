import { expect, it } from 'vitest'
import { requestApproval, signApproval } from '@/lib/approval/decide'
import { decision, ines, mara, NOW, plan, request, says, tomas } from '@/lib/approval/fixtures/requests'
import { rollbackEffect, rollbackInput, takenBackText } from './taken-back'

const words = { acknowledged: 'schedule dtest1' }
const first = (automatic_rollback: boolean) => signApproval(request('L2'), says({ ...words, automatic_rollback }), tomas, NOW)

it('asks each signer whether the plan may be taken back without a person, with its recipe', () => {
  expect(rollbackInput(first(true)).inputs?.map((i) => i.param)).toEqual(['automatic_rollback'])
  expect(rollbackEffect(first(true), plan, null)).toContain('Countersign rolls it back automatically (')
})

it('does not tell a second signer that it is taken back without asking where the first asked for a person', () => {
  expect(rollbackInput(first(false))).toEqual({})
  expect(rollbackEffect(first(false), plan, null)).toBe(' If health gets worse, a person is called: Tomas Okafor asked for that.')
  const both = signApproval(first(false), says(words), ines, '2026-11-19T09:30:00.000Z')
  expect(takenBackText(both, plan, null)).toBe('by a person only: Tomas Okafor asked for that')
})

it('tells a signer in the policy’s own words that a person is called, instead of asking', () => {
  const policy = {
    ...decision('L2'),
    rollback_alone_forbidden: [{ policy_id: 'tenant-rollback', text: 'In prod a person decides', control: 'recoverability' }],
  }
  const asked = requestApproval(plan, policy, mara, NOW)
  expect(rollbackInput(asked)).toEqual({})
  expect(takenBackText(asked, plan, policy)).toBe('by a person only, by policy: In prod a person decides (tenant-rollback)')
  expect(rollbackEffect(asked, plan, policy)).toBe(
    ' If health gets worse, a person is called: policy does not allow a rollback without one (In prod a person decides (tenant-rollback)).',
  )
})
