import { describe, expect, it } from 'vitest'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import { Approval } from '@/schemas/approval'
import { clearanceOf } from './clearance'
import { castVeto, denyApproval, expireApproval, requestApproval, signApproval, withdrawApproval } from './decide'
import { batchProblem, requireBatch } from './decide-batch'
import { delegateApproval } from './decide-delegation'
import { escalate, nextMoment, nextStep, remind } from './decide-timing'
import { closedSentence } from './decide-words'
import { bot, decision, ines, mara, NOW, noor, pavel, pavelAtWork, personOf, plan, refusal, request, says, tomas } from './fixtures/requests'

describe('a request for one signature', () => {
  it('is approved by one other person of the role, and says by whom, when and where', () => {
    const approved = signApproval(request('L1'), says(), tomas, NOW)
    expect(Approval.parse(approved)).toMatchObject({ state: 'approved', state_version: 1, closed_at: NOW })
    expect(closedSentence(approved)).toBe('Tomas Okafor approved as approver on the web at 19 Nov 09:00 UTC')
  })

  it('closes on the first denial', () =>
    expect(denyApproval(request('L1'), says(), ines, NOW)).toMatchObject({ state: 'denied', closed_because: 'Idle for ten days' }))

  it('has the same id when it is made again from the same input', () => expect(request('L1').approval_id).toBe(request('L1').approval_id))

  it('refuses, and says what to do', () => {
    const open = request('L1')
    const approved = signApproval(open, says(), tomas, NOW)
    expect(refusal(() => signApproval(open, says(), mara, NOW))).toBe(
      'forbidden SELF_APPROVAL: you sent this plan for approval, so someone else decides: ask another approver, or withdraw it',
    )
    expect(refusal(() => signApproval(open, says(), bot, NOW))).toBe('forbidden NOT_A_PERSON: only people decide: sign in as yourself')
    expect(refusal(() => signApproval(open, says(), pavel, NOW))).toBe('forbidden ROLE: this needs a person with the role approver, platform or finops')
    expect(refusal(() => signApproval(open, says({ plan_hash: 'b'.repeat(64) }), tomas, NOW))).toBe(
      'digest_mismatch DIGEST_MISMATCH: the plan is not the one that was shown: look at it again before deciding',
    )
    expect(refusal(() => signApproval(open, says({ reason: ' ok ' }), tomas, NOW))).toContain('validation_failed REASON: reason: write at least 10 characters')
    expect(refusal(() => signApproval(open, says(), tomas, open.deadline))).toBe(
      'expired EXPIRED: the time for this decision ended at 22 Nov 09:00 UTC: send the plan for approval again',
    )
    expect(refusal(() => signApproval(approved, says(), ines, NOW))).toBe(
      'conflict ALREADY_DECIDED: there is nothing left to decide. Tomas Okafor approved as approver on the web at 19 Nov 09:00 UTC',
    )
    expect(refusal(() => denyApproval(open, says(), pavel, NOW))).toContain('forbidden ROLE: only those who could approve may deny')
    expect(refusal(() => castVeto(open, says(), tomas, NOW))).toContain('conflict STALE_STATE: this plan needs approval: deny it to stop it')
    expect(refusal(() => withdrawApproval(open, '', tomas, NOW))).toContain('forbidden ROLE: only Mara Lindqvist or an administrator may withdraw this')
    expect(refusal(() => signApproval(open, says(), { ...tomas, surface: 'system' }, NOW))).toContain('forbidden SURFACE')
  })

  it('tells who decided even when the plan shown was another or time is up', () => {
    const approved = signApproval(request('L1'), says(), tomas, NOW)
    expect(refusal(() => signApproval(approved, says({ plan_hash: 'b'.repeat(64) }), ines, addHours(NOW, 100)))).toContain('Tomas Okafor approved')
  })
})

describe('a request for two signatures', () => {
  const typed = says({ acknowledged: 'schedule dtest1' })

  it('asks for typed words made from what will change', () => {
    expect(request('L2').acknowledgement).toBe('schedule dtest1')
    expect(refusal(() => signApproval(request('L2'), says(), tomas, NOW))).toBe(
      'validation_failed ACK: acknowledged: type "schedule dtest1" to confirm that you have read what will change',
    )
  })

  it('stays open after one and is approved by the other role', () => {
    const one = signApproval(request('L2'), typed, tomas, NOW)
    expect(one).toMatchObject({ state: 'pending', state_version: 1, closed_at: null })
    expect(refusal(() => signApproval(one, typed, ines, NOW))).toBe(
      'conflict TOO_SOON: the second signature can be given from 19 Nov 09:05 UTC: read the plan until then',
    )
    const two = signApproval(one, typed, ines, addMs(NOW, 300_000))
    expect(two).toMatchObject({ state: 'approved', state_version: 2 })
    expect(two.signatures.map((s) => s.role)).toEqual(['platform', 'finops'])
  })

  it('refuses a second signature of the same person or the same side', () => {
    const one = signApproval(request('L2'), typed, tomas, NOW)
    expect(refusal(() => signApproval(one, typed, tomas, NOW))).toContain('conflict ALREADY_SIGNED')
    expect(refusal(() => signApproval(one, typed, noor, NOW))).toBe('forbidden ROLE_NOT_DISTINCT: the second signature comes from another role: finops')
  })

  it('sends people on surfaces with a lower ceiling to the web', () => {
    expect(refusal(() => signApproval(request('L2'), typed, { ...tomas, surface: 'mcp' }, NOW))).toContain('forbidden SURFACE: this risk is decided on the web')
    expect(signApproval(request('L1'), says(), { ...tomas, surface: 'mcp' }, NOW).state).toBe('approved')
  })
})

describe('a veto window', () => {
  it('cannot be approved, only vetoed or left to end', () => {
    const open = request('delayed')
    expect(refusal(() => signApproval(open, says(), tomas, NOW))).toContain('this plan needs no approval: veto it to stop it')
    expect(castVeto(open, says(), mara, NOW)).toMatchObject({ state: 'vetoed', closed_because: 'Idle for ten days' })
    expect(refusal(() => castVeto(open, says(), pavel, NOW))).toContain('forbidden ROLE: a veto needs one of the roles')
    expect(refusal(() => castVeto(open, says(), tomas, open.deadline))).toContain('expired')
    expect(expireApproval(open, open.deadline)).toMatchObject({ state: 'window_ended', closed_because: 'nobody vetoed, and policy had permitted the plan' })
  })
})

it('says of a request that expires with one of two signatures that one was given', () => {
  const open = signApproval(request('L2'), says({ acknowledged: 'schedule dtest1' }), tomas, NOW)
  expect(expireApproval(open, open.deadline)).toMatchObject({ state: 'expired', closed_because: '1 of 2 signatures was given in time' })
  expect(expireApproval(request('L2'), open.deadline).closed_because).toBe('nobody decided in time')
})

describe('a delegation', () => {
  const lend = (a: Approval, from = tomas, to = noor) => delegateApproval(a, personOf(to), says(), from, NOW)

  it('lets another person sign with the role of the one who lent it, and says for whom', () => {
    const lent = lend(request('L1'))
    expect(refusal(() => signApproval(request('L1'), says(), noor, NOW))).toContain('forbidden ROLE')
    const signed = signApproval(lent, says(), noor, NOW)
    expect(signed.signatures[0]).toMatchObject({ by: noor.id, role: 'approver', on_behalf_of: { by: tomas.id, name: tomas.name } })
    expect(closedSentence(signed)).toContain(`as approver for ${tomas.name} on the web`)
    expect(clearanceOf({ plan, policy: decision('L1'), approval: signed }).is_cleared).toBe(true)
  })

  it('never reaches whoever proposed the plan, and is not theirs to give', () => {
    expect(refusal(() => lend(request('L1'), tomas, mara))).toContain('forbidden SELF_APPROVAL')
    expect(refusal(() => lend(request('L1'), mara, noor))).toContain('forbidden SELF_APPROVAL')
    const forged = { ...request('L1'), delegations: [{ from: tomas.id, from_name: tomas.name, roles: tomas.roles, to: mara.id, to_name: mara.name, at: NOW }] }
    expect(refusal(() => signApproval(forged, says(), mara, NOW))).toContain('forbidden SELF_APPROVAL')
  })

  it('makes no second word of one: who lent their say cannot sign beside it, and what was lent cannot be passed on', () => {
    const typed = says({ acknowledged: 'schedule dtest1' })
    const one = signApproval(lend(request('L2'), ines, pavelAtWork), typed, pavelAtWork, NOW)
    expect(refusal(() => signApproval(one, typed, ines, NOW))).toBe(
      `conflict ALREADY_SIGNED: ${pavel.name} has signed this with your say: the other signature is another person’s`,
    )
    expect(refusal(() => delegateApproval(lend(request('L2'), ines, pavelAtWork), personOf(noor), says(), pavelAtWork, NOW))).toContain('but not pass that on')
  })

  it('is for somebody who works here', () => expect(refusal(() => lend(request('L1'), tomas, pavel))).toContain('only looks and decides nothing'))
})

describe('time', () => {
  it('reminds at half of the agreed time, lets the next roles sign when it is over, and ends the request at its deadline', () => {
    const open = request('L1')
    expect(nextStep(open)).toEqual({ step: 'remind', at: addHours(NOW, 12) })
    const reminded = remind(open, addHours(NOW, 12))
    expect(nextStep(reminded)).toEqual({ step: 'escalate', at: addHours(NOW, 24) })
    expect(refusal(() => signApproval(reminded, says(), noor, NOW))).toContain('forbidden ROLE')
    const escalated = escalate(reminded, addHours(NOW, 24))
    expect(nextMoment(escalated)).toBe(open.deadline)
    const signed = signApproval(escalated, says(), noor, addHours(NOW, 25))
    expect(signed).toMatchObject({ state: 'approved', signatures: [{ role: 'owner' }] })
    expect(clearanceOf({ plan, policy: decision('L1'), approval: signed }).is_cleared).toBe(true)
    expect(clearanceOf({ plan, policy: decision('L1'), approval: { ...signed, escalated_at: undefined as never } }).is_cleared).toBe(false)
  })

  it('counts a veto window in business hours of the tenant, over the weekend and holidays, and does not remind anybody of it', () => {
    const berlin = { time_zone: 'Europe/Berlin', days: [0, 1, 2, 3, 4], from_hour: 9, to_hour: 17, holidays: ['2026-11-23'] }
    const friday = '2026-11-20T14:00:00.000Z' // 15:00 in Berlin: two hours are left, Monday is a holiday
    expect(requestApproval(plan, decision('delayed'), mara, friday, berlin)).toMatchObject({ deadline: '2026-11-24T10:00:00.000Z' })
    expect(requestApproval(plan, decision('delayed'), mara, friday, berlin)).not.toHaveProperty('sla_at')
    expect(requestApproval(plan, decision('L1'), mara, friday, berlin).deadline).toBe(addHours(friday, 72))
  })
})

describe('approving several together', () => {
  const low = (expected: string, over: Partial<Plan> = {}): { approval: Approval; plan: Plan } => ({
    approval: request('L1'),
    plan: { ...plan, risk: { ...plan.risk, tier: 'low' }, expected_savings: { ...plan.expected_savings, expected }, ...over },
  })
  it('is for low risk, one action and a small sum', () => {
    expect(batchProblem([low('400'), low('-600')])).toBeNull()
    expect(batchProblem([low('400'), low('601')])).toBe('together they move $1,001 a month, more than $1,000')
    expect(batchProblem([low('1'), low('1', { risk: { ...plan.risk, tier: 'low_medium' } })])).toBe('only low risk is approved together')
    expect(batchProblem([low('1'), low('1', { actions: plan.actions.map((a) => ({ ...a, template: 'tag_owner' })) })])).toBe(
      'only plans of the same action are approved together',
    )
    expect(refusal(() => requireBatch([low('5000')]))).toContain('forbidden BATCH')
  })
})

it('says what the typed words confirm, from the facts of this plan', () => {
  expect(request('L1')).not.toHaveProperty('statement')
  expect(request('L2').statement).toBe(
    'I have read what this plan does. Run nine instances on weekdays only: 9 resources in dev, account 210000000006, eu-west-1. Can be undone: as long as the instances exist. It is expected to save $3,613 a month.',
  )
})

it('asks nobody for a plan that policy denies', () => {
  expect(
    refusal(() =>
      requestApproval(plan, { ...decision('L1'), decision: 'deny', level: null, reasons: [{ policy_id: 'x', text: 'A freeze', control: 'c' }] }, mara, NOW),
    ),
  ).toBe('forbidden POLICY: policy denies this plan: A freeze')
  expect(refusal(() => requestApproval(plan, decision('L0'), mara, NOW))).toContain('broken_invariant')
})

describe('how somebody signed in', () => {
  const critical = () => request('L3')
  const sign = (approval: Approval, actor: Actor) => () =>
    signApproval(
      approval,
      { plan_hash: approval.plan_hash, intent_digest: null, reason: 'a reason that is long enough', acknowledged: approval.acknowledgement },
      actor,
      NOW,
    )

  it('stands in the signature', () => {
    expect(sign(request('L1'), { ...tomas, auth: { method: 'local', is_stepped_up: false } })().signatures[0]?.auth_method).toBe('local')
  })
  it('must be with a passkey within 15 minutes for a critical plan', () => {
    for (const auth of [undefined, { method: 'oidc', is_stepped_up: false }, { method: 'local', is_stepped_up: false }] as const) {
      const { auth: _, ...without } = tomas
      const actor: Actor = auth === undefined ? without : { ...tomas, auth }
      expect(sign(critical(), actor)).toThrow('confirm that it is you with your passkey')
    }
    expect(sign(critical(), tomas)).not.toThrow('passkey')
  })
  it('is never with a token, and never as a service account', () => {
    expect(sign(request('L1'), { ...tomas, auth: { method: 'token', is_stepped_up: false, scopes: ['read', 'work'] } })).toThrow('a token cannot sign')
    expect(sign(request('L1'), { ...tomas, kind: 'service' })).toThrow('only people decide')
  })
})
