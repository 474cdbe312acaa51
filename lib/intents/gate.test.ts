import { describe, expect, it } from 'vitest'
import { AGENT, INES, MARA, NOOR, PAVEL, TOMAS } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { isDecision } from '@/lib/intents/decision-rule'
import { explainGate } from '@/lib/intents/gate'
import { whatWouldPermit } from '@/lib/intents/what-would-permit'
import type { Actor } from '@/schemas/actor'
import { Role } from '@/schemas/actor'
import { CommandName } from '@/schemas/command'

const at = (name: string) => {
  const found = STORY.find((f) => f.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  return found
}
const rule = (name: string, command: CommandName, viewer: Actor, now = at(name).now) => explainGate(command, at(name).c, viewer, now)?.rule ?? null

describe('explainGate', () => {
  it.each([
    ['awaiting-approval', 'approval.approve', TOMAS, null],
    ['awaiting-approval', 'approval.approve', MARA, 'self_approval'],
    ['awaiting-approval', 'approval.approve', PAVEL, 'role'],
    ['awaiting-approval', 'approval.approve', AGENT, 'person_only'],
    ['awaiting-approval', 'approval.withdraw', MARA, null],
    ['awaiting-approval', 'approval.withdraw', TOMAS, 'role'],
    ['awaiting-second-signature', 'approval.approve', TOMAS, 'already_signed'],
    ['awaiting-second-signature', 'approval.approve', INES, null],
    ['awaiting-second-signature', 'approval.approve', NOOR, 'role_not_distinct'],
    ['awaiting-veto', 'veto.cast', TOMAS, null],
    ['awaiting-veto', 'veto.run_now', TOMAS, null],
    ['awaiting-veto', 'veto.run_now', MARA, 'self_approval'],
    ['awaiting-veto', 'veto.run_now', PAVEL, 'role'],
    ['awaiting-approval', 'veto.run_now', TOMAS, 'stale_state'],
    ['awaiting-veto', 'approval.approve', TOMAS, 'stale_state'],
    ['denied', 'approval.approve', INES, 'already_decided'],
    ['expired', 'approval.approve', TOMAS, 'expired'],
    ['void-plan-changed', 'approval.approve', TOMAS, 'plan_changed'],
    ['policy-denied', 'approval.approve', TOMAS, 'policy_denied'],
    ['plan-ready', 'approval.approve', TOMAS, 'not_at_gate'],
    ['plan-ready', 'plan.submit', MARA, null],
    ['plan-ready', 'plan.submit', PAVEL, 'role'],
    ['awaiting-approval', 'plan.submit', MARA, 'already_sent'],
    ['no-action-ticket', 'plan.submit', MARA, 'no_action'],
    ['detected', 'plan.submit', MARA, 'no_plan'],
    ['executed', 'execution.rollback', TOMAS, null],
    ['executed', 'execution.rollback', MARA, 'role'],
    ['rolled-back', 'execution.rollback', TOMAS, 'rolled_back'],
    ['executing', 'execution.rollback', TOMAS, 'running'],
    ['executing', 'anomaly.assess', MARA, 'under_way'],
    ['verified', 'verification.recheck', MARA, 'ended'],
    ['verified', 'case.acknowledge', MARA, 'closed'],
  ] as const)('in %s, %s by a person like %j: %s', (name, command, viewer, expected) => {
    expect(rule(name, command, viewer)).toBe(expected)
  })

  it('closes the request at its deadline and the way back at its end, to the millisecond', () => {
    expect(rule('awaiting-approval', 'approval.approve', TOMAS, '2026-11-22T09:11:59.999Z')).toBeNull()
    expect(rule('awaiting-approval', 'approval.approve', TOMAS, '2026-11-22T09:12:00.000Z')).toBe('expired')
    expect(rule('executed', 'execution.rollback', TOMAS, '2026-12-19T11:05:11.999Z')).toBeNull()
    expect(rule('executed', 'execution.rollback', TOMAS, '2026-12-19T11:05:12.000Z')).toBe('window_closed')
  })

  it('lets nobody give a command that the table of roles keeps from them, in any state, and nobody but people give any', () => {
    const open = STORY.flatMap(({ c, now }) =>
      CommandName.options.flatMap((command) =>
        Role.options.flatMap((role) => {
          const kept = COMMAND_ROLES[command].includes(role) ? [] : [{ ...TOMAS, roles: [role] }]
          const others = (['agent', 'service', 'system'] as const).map((kind) => ({ ...TOMAS, kind, roles: [role] }))
          return [...kept, ...others].filter((viewer) => explainGate(command, c, viewer, now) === null).map(({ kind }) => `${command} as ${kind} with ${role}`)
        }),
      ),
    )
    expect([...new Set(open)]).toEqual([])
  })

  it('asks for the same roles as the command itself, but of a decision that its slots are about', () => {
    const { c, now } = at('executed')
    for (const command of CommandName.options.filter((name) => !isDecision(name)))
      for (const role of Role.options) {
        const blocked = explainGate(command, c, { ...TOMAS, roles: [role] }, now)
        expect([command, role, blocked?.rule === 'role']).toEqual([command, role, !COMMAND_ROLES[command].includes(role)])
      }
  })

  it('says what would let policy permit the plan', () => {
    expect(whatWouldPermit(at('policy-denied').c)).toEqual(['Leave out the targets that carry a protecting tag (now: a tag may protect a target).'])
  })
})
