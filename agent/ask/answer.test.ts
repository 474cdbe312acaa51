import { describe, expect, it } from 'vitest'
import { guard } from '@/agent/narration/guard'
import { EXAMPLES } from '@/lib/conversation/ask-back/examples'
import { parse } from '@/lib/conversation/frame/canonical'
import { read } from '@/lib/conversation/read/read'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { dayOf } from '@/lib/kernel/time'
import { Frame } from '@/schemas/frame'
import { UiIntent } from '@/schemas/intent'
import { answer } from './answer'
import type { Answer, AskWith } from './answer-shape'
import { askDeps } from './fixtures/ask-deps'
import { NO_BILL, SMALL_BILL } from './fixtures/small-bill'
import { gazetteerOf } from './gazetteer-of'

const TODAY = '2026-11-19'
const LINES = [
  '/anomalies top:20',
  '/anomalies severity:critical top:20',
  '/movers by:service period:last-7-days baseline:2026-11-02..2026-11-08 top:10',
  '/movers by:account period:2026-11-09..2026-11-12 baseline:2026-11-05..2026-11-08 top:2',
  '/compare by:team period:2026-11-10..2026-11-11 baseline:2026-11-01..2026-11-07 top:10',
  '/breakdown by:account period:october-2026 top:2',
  '/breakdown by:team period:yesterday top:10 account:210000000001',
  '/breakdown by:service period:2026-08-25..2026-09-02 top:10',
  '/breakdown by:service period:2025-12-01..2025-12-31 top:10',
  '/breakdown by:service period:last-7-days top:10 region:eu-west-1 team:nobody',
  '/trend period:2026-11-05..2026-11-12 account:210000000006',
  '/trend period:last-30-days',
  '/lines period:yesterday top:2',
  '/explain case:case_loadtest',
  '/why case:case_loadtest',
  '/plan case:case_loadtest',
  '/gate case:case_loadtest',
  '/verification case:case_loadtest',
  '/verification',
  '/savings',
  '/approvals',
  '/help',
  '/movers by:service period:last-7-days baseline:2026-11-02..2026-11-08 direction:up over:20% top:10 env:dev',
  '/compare by:account measure:coverage period:month-to-date baseline:last-month top:10',
  '/breakdown by:service measure:usage period:last-7-days top:10 env:prod not-team:data',
  '/breakdown by:env period:last-7-days order:smallest over:100/day top:10',
  '/breakdown by:team charge:tax period:last-7-days top:10',
  '/breakdown by:service period:yesterday top:10 any-account:210000000006 any-account:210000000003',
  '/breakdown by:account period:yesterday top:10 any-account:210000000006 any-account:210000000003',
  '/compare by:account period:last-7-days baseline:2026-11-05..2026-11-11 top:10 any-account:210000000006 any-account:210000000003',
  '/compare by:account measure:coverage period:month-to-date baseline:last-month top:10 any-account:210000000006 any-account:210000000003',
  '/trend by:account period:last-7-days',
  '/drift period:2026-11-10..2026-11-16 baseline:2026-11-02..2026-11-08 top:10',
  '/drift period:last-7-days baseline:2026-11-05..2026-11-11 top:10 account:210000000002 other-account:210000000003',
  '/anomalies category:new_resource state:all over:100/day top:20 env:dev',
  '/anomalies person:usr_tomas top:20',
  '/anomalies person:nobody top:20',
  '/evidence case:case_loadtest',
  '/similar case:case_loadtest top:5',
  '/alternatives case:case_loadtest',
  '/rollback case:case_loadtest',
  '/rollback',
  '/whatif over:100/day',
  '/whatif over:20%',
  '/why case:case_loadtest category:marketplace',
  '/health',
  '/health case:case_loadtest',
  '/load by:person',
  '/load by:team',
  '/queue',
  '/approvals state:decided',
  '/savings period:last-month account:210000000006',
  '/held top:20',
  '/held rule:below_floor top:20',
  '/held rule:monthly_fee top:20',
  '/audit top:20',
  '/audit period:last-week person:usr_noor top:20',
  '/define term:"blast radius"',
  '/explain case:case_unknown',
]

async function askWith(state: string, warehouse = SMALL_BILL): Promise<AskWith> {
  const deps = askDeps(state, warehouse)
  return { ...deps, gazetteer: await gazetteerOf(deps), run_key: 'run' }
}
function frameOf(line: string): Frame {
  const frame = parse(line, TODAY)
  if (frame === undefined) throw new Error(`unreadable line ${line}`)
  return frame
}
const draw = (line: string, { intents, sentence }: Answer): string =>
  [
    `>>> ${line}`,
    sentence.text === '' ? '(no sentence)' : sentence.text, // Cards of cases have goldens of their own.
    ...intents.map((i) => (i.intent_id.startsWith('view.') && i.subject.id !== 'inbox' ? `--- ${i.intent_id}\n${i.plain}` : `--- ${i.intent_id}`)),
  ].join('\n')

/** Everything an answer must hold to, whatever was asked. */
function judge(line: string, { intents, sentence }: Answer, names: readonly string[]): void {
  for (const intent of intents) UiIntent.parse(intent)
  expect(sentence.text, line).not.toBe('')
  expect(intents.length, line).toBeGreaterThan(0)
  expect(guard(sentence.text, { facts: sentence.facts, must_show: sentence.must_show, names, said: sentence.text }), `${line}: ${sentence.text}`).toEqual([])
  // An amount in a table is a figure that opens where it came from, never plain text.
  for (const part of intents.flatMap((i) => i.components))
    for (const row of part.kind === 'table' ? part.rows : [])
      for (const c of row.cells) expect(c.fact !== null || !/^[+−]?[$€£]\d/.test(c.text), `${line}: ${c.text}`).toBe(true)
  for (const intent of intents)
    for (const fact of Object.values(intent.facts))
      if (fact.kind === 'money' && intent.intent_id.startsWith('view.'))
        expect(fact.evidence.length > 0 || fact.formula !== null, `${line}: ${fact.label}`).toBe(true)
}

describe('answers', () => {
  it('says and shows for every view what the bill and the case hold', async () => {
    const ask = await askWith('awaiting-approval')
    const drawn: string[] = []
    for (const line of LINES) {
      const found = await answer(frameOf(line), ask)
      judge(
        line,
        found,
        ask.gazetteer.accounts.map((a) => a.name),
      )
      drawn.push(draw(line, found))
    }
    await expect(`${drawn.join('\n\n')}\n`).toMatchFileSnapshot('./fixtures/answers.golden')
  })

  it('answers every view in every state of a case, with a sentence that says nothing the facts do not hold', async () => {
    for (const { name } of STORY) {
      const ask = await askWith(name)
      for (const line of LINES) judge(`${name} ${line}`, await answer(frameOf(line), ask), [])
    }
  })

  it('says that nothing is known while no bill was imported, and never shows a zero for it', async () => {
    const ask = await askWith('none', NO_BILL)
    for (const line of LINES) {
      const found = await answer(frameOf(line), ask)
      judge(line, found, [])
      const text = [found.sentence.text, ...found.intents.map((i) => i.plain)].join('\n')
      expect(text, line).not.toMatch(/\$0(?:\.00)?\b/)
    }
  })

  it('does not call nothing what only lies outside the question', async () => {
    const said = async (state: string, line: string) => {
      const found = await answer(frameOf(line), await askWith(state))
      judge(line, found, [])
      return found.sentence.text
    }
    expect(await said('awaiting-approval', '/approvals period:last-month')).toBe('Nothing that fits waits for approval.')
    expect(await said('none', '/approvals period:last-month')).toBe('Nothing waits for approval.')
    expect(await said('denied', '/approvals state:decided period:last-month')).toBe('Nothing that fits was decided.')
    expect(await said('none', '/approvals state:decided')).toBe('Nothing was decided yet.')
    expect(await said('verified', '/savings account:210000000001')).toBe('Not known: no plan was carried out in this scope and period.')
    expect(await said('none', '/savings account:210000000001')).toBe('Not known yet: no plan was carried out.')
  })

  it('splits so that the parts and the rest sum to the total, to the last decimal', async () => {
    const found = await answer(frameOf('/breakdown by:account period:october-2026 top:2'), await askWith('none'))
    const [card] = found.intents
    const bars = card?.components.find((c) => c.kind === 'bars')
    expect(bars?.bars.map((b) => b.value)).toEqual(['15500', '3735.5', '286.75'])
    expect(card?.facts['total']?.value).toBe('19522.25')
  })

  it('compares the places that were named and no others: a row each, also for one that cost nothing, and their total', async () => {
    const places = 'any-account:210000000006 any-account:210000000002 any-account:210000000003'
    const [card] = (await answer(frameOf(`/breakdown by:account period:october-2026 top:10 ${places}`), await askWith('none'))).intents
    const bars = card?.components.find((c) => c.kind === 'bars')
    expect(bars?.bars.map((b) => [b.label, b.value])).toEqual([
      ['storefront-prod', '15500'],
      ['data-platform', '3735.5'],
      ['lumen-dev', '0'],
    ])
    expect(card?.facts['total']?.value).toBe('19235.5')
  })

  it('tells what a fiscal year is with the month in which it starts here, or who sets it', async () => {
    const said = async (month: number | null) => {
      const [card] = (await answer(frameOf('/define term:"fiscal year"'), { ...(await askWith('none')), fiscal_year_starts_in_month: month })).intents
      return card?.plain ?? ''
    }
    expect(await said(4)).toContain('Fiscal years start in April here. Today is in FY27 Q3, 1 Oct 2026 – 31 Dec 2026.')
    expect(await said(null)).toContain('an administrator sets “Fiscal year starts in”')
  })

  it('says of a word that the glossary does not have that it is not there', async () => {
    const line = '/define term:"gizmo"'
    const unknown = await answer(frameOf(line), await askWith('none'))
    expect(unknown.sentence.text).toBe('The glossary has no entry for gizmo.')
    judge(line, unknown, [])
  })

  it('suggests only questions that run in the light of the answer', async () => {
    for (const state of ['awaiting-approval', 'verified', 'no-action-ticket']) {
      const ask = await askWith(state)
      for (const line of LINES) {
        const previous = frameOf(line)
        const { intents, listed } = await answer(previous, ask)
        for (const { text } of intents.flatMap((i) => i.suggestions)) {
          const reading = read(text, { gazetteer: ask.gazetteer, today: dayOf(ask.now), previous, focus_case: 'case_loadtest', listed })
          expect(reading.outcome, `after ${line}: ${text}`).toBe('answered')
        }
      }
    }
  })

  it('has an answer for every view of the closed set', () => {
    expect(new Set(LINES.map((line) => frameOf(line).frame))).toEqual(new Set(Frame.options.map((option) => option.shape.frame.value)))
  })

  it('answers each of the examples', async () => {
    const ask = await askWith('verified')
    for (const example of EXAMPLES) {
      const reading = read(example, { gazetteer: ask.gazetteer, today: TODAY, previous: null, focus_case: 'case_loadtest' })
      expect(reading.outcome, example).toBe('answered')
      if (reading.outcome === 'answered') judge(example, await answer(reading.frame, ask), [])
    }
  })
})
