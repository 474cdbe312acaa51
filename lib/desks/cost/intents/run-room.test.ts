import { describe, expect, it } from 'vitest'
import { NOW, storyCase, tomas } from '@/lib/commands/fixtures/story'
import { PENDING } from '@/lib/desks/cost/fixtures/cases/approval'
import { POLICY } from '@/lib/desks/cost/fixtures/cases/plan'
import { approvalIntent } from '@/lib/desks/cost/intents/approval'
import { caseContext, type RunRoom } from '@/lib/desks/cost/intents/case-context'
import { planIntent } from '@/lib/desks/cost/intents/plan'
import { type CountedClaim, DEFAULT_LIMITS } from '@/lib/execution/limits/limits'
import { addHours } from '@/lib/kernel/time'
import type { Approval } from '@/schemas/approval'
import type { UiIntent } from '@/schemas/intent'

const story = storyCase({ policy_digest: 'a'.repeat(64) })
const [action] = story.plan?.actions ?? []
if (story.plan === null || action === undefined) throw new Error('the story has a plan')
const { plan } = story
const MAX = { prod: 3, stage: 5, dev: 10, test: 10, unknown: 3 }
const room = (dev: number, claims: CountedClaim[] = []): RunRoom => ({
  limits: { ...DEFAULT_LIMITS, mutations_per_day: { dev, test: 40, stage: 20, prod: 10, unknown: 10 } },
  claims,
  max_targets: MAX,
})
const eight = { ...plan, actions: Array.from({ length: 8 }, (_, i) => ({ ...action, action_id: `act_${i + 1}`, targets: action.targets.slice(i, i + 1) })) }
const request: Approval = { ...PENDING, case_id: story.case_id, plan_hash: plan.plan_hash }
const claim = (is_open: boolean): CountedClaim => ({
  ...{
    case_id: 'case_other',
    account_id: action.account_id,
    template: action.template,
    environment: 'dev',
    targets: 1,
    claimed_at: addHours(NOW, -0.1),
    is_open,
  },
})

/** Both cards of a plan as they read. */
function cardsOf(known: RunRoom | null, asked = eight, approval: Approval = request): { plan: UiIntent; approval: UiIntent } {
  const ctx = caseContext({ ...story, plan: asked, approval }, NOW, tomas, { room: known })
  const [of_plan, of_approval] = [planIntent(ctx), approvalIntent(ctx)]
  if (of_plan === null || of_approval === null) throw new Error('both cards are there')
  return { plan: of_plan, approval: of_approval }
}
const notice = (intent: UiIntent) => intent.components.find((part) => part.kind === 'notice')
const read = (text: string): string => text.replaceAll(/\s+/g, ' ')

describe('what limits make of a plan, before it is signed', () => {
  it('is told on the plan and on the request, in their text too: how many stretches, how many actions each, and from when', () => {
    const said =
      'If approved now, limits would make 3 stretches of its 8 actions, on 3 days UTC: 3 from 19 Nov 09:00 UTC, 3 from 20 Nov 00:00 UTC, 2 from 21 Nov 00:00 UTC. 0 of 3 resources in dev were changed today, and the plan changes 8.'
    for (const card of Object.values(cardsOf(room(3)))) {
      expect(notice(card)).toMatchObject({ title: 'It is carried out in stretches', text: said })
      expect(read(card.plain)).toContain(said)
    }
  })

  it('counts the uses of an hour as the run will', () => {
    const twelve = { ...eight, actions: Array.from({ length: 12 }, (_, i) => ({ ...action, action_id: `act_${i + 1}`, targets: action.targets.slice(0, 1) })) }
    expect(notice(cardsOf(room(40), twelve).approval)).toMatchObject({
      text: expect.stringContaining(
        '10 from 19 Nov 09:00 UTC, 2 from 19 Nov 10:00 UTC. Schedule nonprod was used 0 times in the last hour, the plan uses it 12 times',
      ),
    })
  })

  it('is said to wait, until when and why, where others used up the room of the day or the hour', () => {
    const { approval } = cardsOf(room(8, [claim(false)]))
    expect(notice(approval)).toMatchObject({
      title: 'It waits for room',
      text: 'If approved now, limits hold it back until 20 Nov 00:00 UTC. 1 of 8 resources in dev were changed today, and the plan changes 8.',
    })
    expect(approval.facts['room_begins']?.text).toBe('20 Nov 00:00 UTC, as a whole')
  })

  it('is said to wait for another run, without a time that nobody knows', () => {
    const { approval } = cardsOf(room(40, [claim(true)]))
    expect(notice(approval)?.title).toBe('It waits for another run')
    expect(approval.facts['room_begins']?.text).toBe('when another run has ended, as a whole')
  })

  it('is said to wait behind a run that waits itself, what for, and until when at most', () => {
    const settling = { because: 'until the database reports has stopped', until: addHours(NOW, 2) }
    const waits = { ...claim(true), template: null, environment: null, targets: 0, claimed_at: NOW, settling }
    const { plan: card } = cardsOf(room(40, [waits]))
    const said = `Another run in account ${action.account_id} waits until the database reports has stopped, until 19 Nov 11:00 UTC at most. Limits let it begin when that one has ended.`
    expect(notice(card)).toMatchObject({ title: 'It waits for another run', text: said })
    expect(read(card.plain)).toContain(said)
  })

  it('shows those who decide every limit that the plan meets, and how much of it is used', () => {
    const { approval, plan: card } = cardsOf(room(40, [claim(false)]))
    expect(notice(approval)).toBeUndefined()
    expect(Object.entries(approval.facts).flatMap(([id, f]) => (id.startsWith('room_') ? [`${f.label}: ${f.text}`] : []))).toEqual([
      'If approved now, limits allow it: at once, as a whole',
      'Resources in one plan, development: 8 of at most 10',
      'Resources changed that day, development: 1 of 40, and 8 by this plan',
      'Uses in an hour, running machines on a schedule: 1 of 10, and 8 by this plan',
    ])
    expect(read(approval.plain)).toContain('Limits checked')
    expect(card.facts['room_begins']).toBeUndefined()
  })

  it('promises no beginning, because a freeze, the mode or the kill switch may be against it while limits are not', () => {
    const cards = [room(40), room(3), room(8, [claim(false)]), room(40, [claim(true)])].flatMap((known) => Object.values(cardsOf(known)))
    for (const { plain } of cards) expect(read(plain)).not.toMatch(/it begins(?! by itself then, unless)|it would begin/i)
    expect(notice(cardsOf(room(40, [claim(true)])).plan)).toMatchObject({
      remedy: expect.stringContaining('unless a freeze, the mode or the kill switch is against it'),
    })
  })

  it('is foreseen from the end of a veto window where the plan runs by itself then', () => {
    const open: Approval = { ...request, level: 'delayed', state: 'veto_open', deadline: '2026-11-20T13:00:00.000Z' }
    expect(cardsOf(room(3), eight, open).approval.facts['room_begins']).toMatchObject({
      label: 'After the window, limits allow it',
      text: 'at once, in 3 stretches, 20 Nov to 22 Nov UTC',
    })
  })

  it('says which part never finds room, and why', () => {
    const wide = cardsOf(room(5), plan)
    expect(notice(wide.approval)).toMatchObject({
      title: 'Limits never let all of it through',
      text: 'Of 1 action, 0 find room. 0 of 5 resources in dev were changed today, and the plan changes 9.',
    })
  })

  it('is not told of a plan that somebody denied, or of a case that has ended', () => {
    expect(notice(cardsOf(room(3), eight, { ...request, state: 'denied', plan_hash: eight.plan_hash }).plan)).toBeUndefined()
    const ended = planIntent(caseContext({ ...story, plan: eight, status: 'accepted' }, NOW, tomas, { room: room(3) }))
    expect(ended?.plain).not.toContain('stretches')
  })

  it('is not told where nobody looked the limits up, once the run has begun, or where policy denies it', () => {
    expect(notice(cardsOf(null).approval)).toBeUndefined()
    const denied = { ...story, plan: eight, policy: { ...POLICY, decision: 'deny' as const } }
    const card = planIntent(caseContext(denied, NOW, tomas, { room: room(3) }))
    expect(card?.plain).not.toContain('stretches')
  })
})
