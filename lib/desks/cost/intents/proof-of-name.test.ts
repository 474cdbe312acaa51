import { describe, expect, it } from 'vitest'
import { HALF_SIGNED } from '@/lib/desks/cost/fixtures/cases/approval'
import { PLAN, POLICY } from '@/lib/desks/cost/fixtures/cases/plan'
import { stripOf } from '@/lib/intents/strip'
import type { AuthMethod } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'

const notes = (auth_method: AuthMethod | undefined, change: Partial<Approval> = {}): string => {
  const signatures = HALF_SIGNED.signatures.map((s) => (auth_method === undefined ? s : { ...s, auth_method }))
  const slots = stripOf({ plan: PLAN, policy: POLICY, approval: { ...HALF_SIGNED, signatures, ...change }, run: null, checks: [] })
  return slots.map((slot) => slot.note ?? '').join('\n')
}

describe('where two people have to sign', () => {
  it('a signature says that its name was chosen and not proven', () => expect(notes('local')).toContain('local sign-in: name not proven'))
  it('and says nothing of the kind where an identity provider proved it, or where it is not known', () => {
    expect(notes('oidc')).not.toContain('not proven')
    expect(notes(undefined)).not.toContain('not proven')
  })
  it('nor where one signature is enough', () => expect(notes('local', { slots: HALF_SIGNED.slots.slice(0, 1) })).not.toContain('not proven'))
})
