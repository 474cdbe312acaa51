import { describe, expect, it } from 'vitest'
import { explainGate } from '@/lib/intents/gate'
import { Role } from '@/schemas/actor'
import { AuditKind } from '@/schemas/audit'
import { CommandName } from '@/schemas/command'
import { mara, NOW, storyCase } from './fixtures/story'
import { COMMANDS } from './registry'

describe('the closed list of commands', () => {
  it('has a handler for every name and no other', () => expect(Object.keys(COMMANDS).sort()).toEqual([...CommandName.options].sort()))

  it('has one kind of event for each command, and no two commands share one', () => {
    const kinds = CommandName.options.map((name) => COMMANDS[name].audit_kind)
    expect(new Set(kinds).size).toBe(kinds.length)
    for (const kind of kinds) expect(AuditKind.options).toContain(kind)
  })

  it('lets nobody who only looks give any of them', () => {
    for (const name of CommandName.options) expect(COMMANDS[name].roles).not.toContain('viewer')
  })

  // Decisions on an approval are offered by the very functions that decide them.
  it('accepts from a role whatever a card offers to it', () => {
    const offered = CommandName.options.filter((name) => /^(?:case|anomaly|plan|execution|verification)[.]/.test(name))
    const c = storyCase({ policy_digest: 'a'.repeat(64) })
    for (const name of offered)
      for (const role of Role.options) {
        const is_offered = explainGate(name, c, { ...mara, roles: [role] }, NOW)?.rule !== 'role'
        if (is_offered) expect(COMMANDS[name].roles, `${name} for ${role}`).toContain(role)
      }
  })
})
