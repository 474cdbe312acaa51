import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Part } from '@/components/cards/part'
import { cards } from '@/components/cards/registry'
import { answer_intents } from '@/components/fixtures/answer-intents'
import { attribution, chart, headline, triage } from '@/components/fixtures/case-analysis-intents'
import { approvalIntent, plan, plan_long } from '@/components/fixtures/case-plan-intents'
import { execution, timeline } from '@/components/fixtures/case-run-intents'
import { evidence_intents } from '@/components/fixtures/evidence'
import {
  execution_partial,
  execution_running,
  execution_settling,
  execution_too_late,
  execution_uncertain,
  execution_waiting,
} from '@/components/fixtures/executions'
import { inbox } from '@/components/fixtures/inbox'
import { record_intents } from '@/components/fixtures/records'
import { STRIPS } from '@/components/fixtures/strips'
import { open_board, undone_board, verified_board, waiting_board } from '@/components/fixtures/verification'
import { UiIntent } from '@/schemas/intent'

const known = [
  headline,
  chart,
  attribution,
  triage,
  plan,
  plan_long,
  approvalIntent('pending'),
  approvalIntent('void', STRIPS.void),
  execution,
  execution_running,
  execution_waiting,
  execution_settling,
  execution_partial,
  execution_uncertain,
  execution_too_late,
  verified_board,
  waiting_board,
  open_board,
  undone_board,
  timeline,
  inbox,
  ...evidence_intents,
  ...record_intents,
  ...answer_intents.filter((i) => i.intent_id !== 'g.unknown'),
]
const newer = answer_intents.find((i) => i.intent_id === 'g.unknown')
const draw = (intent: UiIntent) => renderToStaticMarkup(intent.components.map((part, i) => <Part key={String(i)} part={part} intent={intent} />))
const spoken = (html: string) => html.replace(/<[^>]+>/g, '').replaceAll('&#x27;', "'")

describe('cards', () => {
  it.each(known.map((i) => [i.intent_id, i] as const))('%s is an intent the contract accepts', (_, intent) => {
    expect(UiIntent.safeParse(intent).error).toBeUndefined()
  })

  it('every kind of component is drawn by some situation', () => {
    const drawn = new Set(known.flatMap((i) => i.components.map((c) => c.kind)))
    expect([...drawn].sort()).toEqual(Object.keys(cards).sort())
  })

  it.each(known.map((i) => [i.intent_id, i] as const))('%s prints its title figures and never the word undefined', (_, intent) => {
    const html = draw(intent)
    expect(html).not.toMatch(/undefined|NaN|\[object/)
    for (const part of intent.components)
      if (part.kind === 'headline' || part.kind === 'approval.card')
        for (const id of part.figures) expect(html).toContain(`${intent.facts[id]?.label}: ${intent.facts[id]?.text}`)
  })

  it('a kind this build does not know is shown in plain form, not skipped', () => {
    expect(newer && spoken(draw(newer))).toContain('At stake: $184.90 / day')
  })

  it('a figure that is missing from the ledger is said to be unknown', () => {
    expect(spoken(draw({ ...headline, facts: {} }))).toContain('not known: delta is missing from this card')
  })

  it('a void signature is struck through and says why', () => {
    const html = draw(approvalIntent('void', STRIPS.void))
    expect(html).toContain('line-through')
    expect(spoken(html)).toContain('The plan changed after this signature')
  })

  it('who proposed a plan is told once on its request, on the strip', () => {
    const html = spoken(draw(approvalIntent('pending')))
    expect(html.match(/Proposed/g)).toHaveLength(1)
    expect(html).toContain('Mara Lindqvist')
  })

  it('an interval that is not known yet is not drawn as zero', () => {
    const text = spoken(draw(waiting_board))
    expect(text).toContain('not known yet')
    expect(text).not.toContain('Realized$0')
  })

  it('a plan of many actions is a list of what each does and saves, with the rest one press away; a short one is whole', () => {
    const unfolded = (html: string): string => {
      const less = html.replace(/<details(?:(?!<details)[\s\S])*?<\/details>/g, '')
      return less === html ? html : unfolded(less)
    }
    const open = (intent: UiIntent) => spoken(unfolded(draw(intent)))
    for (let n = 1; n <= 14; n++) expect(open(plan_long)).toContain(`${n}. Run load test ${n} only in working hours`)
    expect(open(plan_long).match(/Expected saving/g)).toHaveLength(14)
    expect(open(plan_long)).not.toContain('Blast radius')
    expect(spoken(draw(plan_long)).match(/Blast radius/g)).toHaveLength(14)
    expect(open(plan)).toContain('Blast radius')
  })
})
