import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PEOPLE } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { auditTitle } from '@/lib/intents/audit-words'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { explainGate } from '@/lib/intents/gate'
import { Role } from '@/schemas/actor'
import { type AuditEntry, AuditKind } from '@/schemas/audit'
import { CommandName } from '@/schemas/command'
import { Frame } from '@/schemas/frame'
import { mara, NOW, storyCase } from './fixtures/story'
import { COMMANDS } from './registry'

// Where people are offered something: cards and pages, their intents, and the command line.
const ROOT = join(import.meta.dirname, '../..')
const OFFERS = ['components', 'app/cli', 'app/views', 'lib/desks/cost/intents']
const sources = OFFERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[.]tsx?$/.test(name) && !name.includes('.test.') && !name.includes('fixtures'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
)
/** Commands that only the API takes so far. The list may only get shorter. */
const NOT_YET_OFFERED: readonly CommandName[] = ['import.start', 'import.cancel', 'template.reinstate']
const shown = STORY.flatMap((f) => PEOPLE.flatMap((viewer) => Object.values(caseIntents(f.c, f.now, viewer)).flatMap((intent) => intent?.actions ?? [])))

/** What people may do to cases, plans, runs and settings, whatever the surface.  */
const MUST_BE_THERE: readonly CommandName[] = [
  ...([
    'case.acknowledge',
    'anomaly.assess',
    'case.assign_owner',
    'anomaly.snooze',
    'case.reopen',
    'case.plan_rest',
    'case.close',
    'evidence.request_refresh',
  ] as const),
  ...(['plan.edit_params', 'plan.drop_action', 'plan.request_recompute'] as const),
  ...(['approval.approve', 'approval.deny', 'approval.request_changes', 'approval.delegate', 'approval.escalate', 'approval.withdraw'] as const),
  ...(['veto.cast', 'veto.run_now', 'execution.stop', 'execution.retry', 'execution.rollback', 'verification.recheck'] as const),
  ...(['verification.accept_variance', 'threshold.override', 'secret.rotate_confirm', 'view.save', 'view.share', 'view.rename', 'view.delete'] as const),
]

describe('the closed list of commands', () => {
  it('holds what people may do at each step of the loop', () => expect(CommandName.options).toEqual(expect.arrayContaining([...MUST_BE_THERE])))

  it('has a handler for every name and no other', () => expect(Object.keys(COMMANDS).sort()).toEqual([...CommandName.options].sort()))

  it('has one file for each handler, named as its command', () => {
    const files = readdirSync(join(import.meta.dirname, 'handlers')).filter((name) => !name.endsWith('.test.ts'))
    expect(files.sort()).toEqual(CommandName.options.map((name) => `${name.replaceAll(/[._]/g, '-')}.ts`).sort())
  })

  it('has one kind of event for each command, and no two commands share one', () => {
    const kinds = CommandName.options.map((name) => COMMANDS[name].audit_kind)
    expect(new Set(kinds).size).toBe(kinds.length)
    for (const kind of kinds) expect(AuditKind.options).toContain(kind)
  })

  it('lets nobody who only looks give any of them', () => {
    // What changes nothing that they look at: a browser that they left open, and a search that they gave a name.
    const own: readonly CommandName[] = ['session.revoke', 'view.save', 'view.share', 'view.rename', 'view.delete']
    for (const name of CommandName.options.filter((n) => !own.includes(n))) expect(COMMAND_ROLES[name]).not.toContain('viewer')
  })

  // Decisions on an approval are offered by the very functions that decide them.
  it('accepts from a role whatever a card offers to it', () => {
    const offered = CommandName.options.filter((name) => /^(?:case|anomaly|plan|execution|verification)[.]/.test(name))
    const c = storyCase({ policy_digest: 'a'.repeat(64) })
    for (const name of offered)
      for (const role of Role.options) {
        const is_offered = explainGate(name, c, { ...mara, roles: [role] }, NOW)?.rule !== 'role'
        if (is_offered) expect(COMMAND_ROLES[name], `${name} for ${role}`).toContain(role)
      }
  })

  it('is reached from somewhere: a card, a page or the command line offers every one', () => {
    const offered = new Set(sources.flatMap((text) => [...text.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map((m) => m[1])))
    const unreachable = CommandName.options.filter((name) => !offered.has(name) && !NOT_YET_OFFERED.includes(name))
    expect(unreachable, `nothing in ${OFFERS.join(', ')} gives these commands`).toEqual([])
  })

  it('has every action of every card among it, with parameters and a way of confirming that its handler takes', () => {
    expect(shown.length).toBeGreaterThan(100)
    for (const action of shown) {
      expect(COMMANDS[action.command], action.command).toBeDefined()
      // A button that is on is one that the person's roles allow; the handler asks again.
      expect(action.disabled === null || action.disabled.unblock !== '').toBe(true)
    }
  })

  it('is never given by a question: no frame of the conversation names a command', () => {
    const frames = JSON.stringify(z.toJSONSchema(Frame))
    expect(CommandName.options.filter((name) => frames.includes(`"${name}"`))).toEqual([])
  })

  it('appears in the trail under a title of its own', () => {
    const titles = CommandName.options.map((name) => auditTitle({ kind: COMMANDS[name].audit_kind } as AuditEntry))
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles.every((title, i) => title !== COMMANDS[CommandName.options[i] as CommandName].audit_kind)).toBe(true)
  })
})
