import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addHours } from '@/lib/kernel/time'
import { bindAt } from '../fixtures/bind-situation'
import { inStages } from '../fixtures/in-stages'
import { ONE_OF_EACH } from '../fixtures/one-of-each'
import { EVERY_SITUATION, nameOf } from '../fixtures/other-targets'
import { COST_ACTIONS } from './catalogue'

const NOW = '2026-11-19T09:00:00.000Z'

it('is in a situation of its own in these tests', () => {
  expect(ONE_OF_EACH.map((s) => s.template).sort(), 'put each action into a situation in lib/desks/cost/fixtures/one-of-each.ts').toEqual(
    Object.keys(COST_ACTIONS).sort(),
  )
})

describe.each(EVERY_SITUATION.map((s) => [nameOf(s), s] as const))('%s', (_id, s) => {
  it('finds nothing against a resource that nothing protects, and would succeed', async () => {
    const { action, port } = bindAt(s, NOW)
    const checks = await action.precheck(port, NOW)
    expect(checks.filter((c) => c.outcome !== 'passed')).toEqual([])
    expect(checks.length).toBeGreaterThan(1)
    expect(await action.dryRun(port, { now: NOW, key: 'try', mode: 'dry_run' })).toMatchObject({ outcome: 'would_succeed' })
  })

  it('changes nothing in a dry run', async () => {
    const { action, port, log } = bindAt(s, NOW)
    await action.dryRun(port, { now: NOW, key: 'try', mode: 'dry_run' })
    expect(await log.read()).toEqual([])
  })

  it('gives every compared field back after a rollback, whenever it is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 6, max: Math.min(COST_ACTIONS[s.template]?.reversible_hours ?? 24, 24 * 30) }), async (hours) => {
        const at = bindAt(s, NOW)
        const { clock, action, port } = at
        const run = (key: string, stage = 1) => ({ now: clock.now, key: `${key} ${stage}`, mode: 'live', stage }) as const
        const compared = (snapshot: unknown) => action.fields(snapshot).filter((f) => action.facts.expected_fields.includes(f.field))
        const before = await action.capture(port, run('read'))
        expect(compared(before).length).toBeGreaterThan(0)
        expect((await inStages(at, (stage) => action.apply(port, run('apply', stage)))).outcome).toBe('success')
        const after = await action.capture(port, run('read'))
        expect(action.effect(before, after)).toMatchObject({ status: 'in_place' })
        expect(action.effect(before, before)).toMatchObject({ status: 'missing' })
        clock.now = addHours(clock.now, hours)
        expect(['success', 'noop']).toContain((await inStages(at, (stage) => action.rollback(port, before, run('rollback', stage)))).outcome)
        expect(compared(await action.capture(port, run('read')))).toEqual(compared(before))
      }),
      { numRuns: 5 },
    )
  })

  it('changes nothing a second time, with the same key or another', async () => {
    const { action, port, log } = bindAt(s, NOW)
    await action.apply(port, { now: NOW, key: 'k', mode: 'live' })
    const once = (await log.read()).length
    await action.apply(port, { now: NOW, key: 'k', mode: 'live' })
    if (s.template !== 'rightsize_ec2') await action.apply(port, { now: NOW, key: 'other', mode: 'live' })
    expect((await log.read()).length).toBe(once)
  })

  it('is refused when its resource is gone, and says so', async () => {
    const { action } = bindAt(s, NOW)
    const { port } = bindAt({ ...s, estate: { instances: [], volumes: [], log_groups: [] } }, NOW)
    if (nameOf(s) === 'tag_owner') return // tags of what is gone read as none; EC2 refuses the change
    expect((await action.precheck(port, NOW)).find((c) => c.id === 'exists')).toMatchObject({ outcome: 'failed' })
  })

  it('refuses a parameter that is not in its schema, and no target at all', () => {
    expect(() => COST_ACTIONS[s.template]?.bind({ ...s.params, force: true })).toThrow('force')
    expect(() => COST_ACTIONS[s.template]?.bind({ ...s.params, targets: [] })).toThrow('targets')
  })

  it('says what it needs, how it is undone and what it reaches', () => {
    const { action } = bindAt(s, NOW)
    expect(action.facts.permissions.length).toBeGreaterThan(0)
    expect(action.rollback_recipe.length).toBeGreaterThan(0)
    expect(action.savings.formula).not.toBe('')
    expect(action.facts.reversibility).not.toBe('R3')
  })
})
