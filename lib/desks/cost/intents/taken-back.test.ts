import { expect, it } from 'vitest'
import { signApproval } from '@/lib/approval/decide'
import { ines, NOW, plan, request, says, tomas } from '@/lib/approval/fixtures/requests'
import { rollbackEffect, rollbackInput, takenBackText } from './taken-back'

const words = { acknowledged: 'schedule dtest1' }
const first = (automatic_rollback: boolean) => signApproval(request('L2'), says({ ...words, automatic_rollback }), tomas, NOW)

it('asks each signer whether the plan may be taken back without a person, with its recipe', () => {
  expect(rollbackInput(first(true)).inputs?.map((i) => i.param)).toEqual(['automatic_rollback'])
  expect(rollbackEffect(first(true), plan)).toContain('Countersign takes it back without asking (')
})

it('does not tell a second signer that it is taken back without asking where the first asked for a person', () => {
  expect(rollbackInput(first(false))).toEqual({})
  expect(rollbackEffect(first(false), plan)).toBe(' If health gets worse, a person is called: Tomas Okafor asked for that.')
  const both = signApproval(first(false), says(words), ines, '2026-11-19T09:30:00.000Z')
  expect(takenBackText(both, plan)).toBe('by a person only: Tomas Okafor asked for that')
})
