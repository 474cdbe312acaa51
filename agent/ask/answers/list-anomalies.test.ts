import { expect, it } from 'vitest'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { FrameOf } from '@/schemas/frame'
import type { AskWith } from '../answer-shape'
import { caseSummary } from '../case-summary'
import { askDeps } from '../fixtures/ask-deps'
import { gazetteerOf } from '../gazetteer-of'
import { listAnomalies } from './list-anomalies'

const FRAME: FrameOf<'list_anomalies'> = {
  frame: 'list_anomalies',
  state: 'all',
  scope: {},
  except: [],
  environment: null,
  severity: null,
  category: null,
  person: null,
  threshold: null,
  period: null,
  limit: 10,
}
const story = STORY[0]?.c
invariant(story, 'the story has a case')
const caseOf = (name: string, incident_key: string, at_stake_per_day: string): Case => ({
  ...(story as Case), // safe: looked for above
  case_id: `case_${name}`,
  incident_key,
  at_stake_per_day,
})

async function listOf(...cases: Case[]) {
  return listAs(FRAME, ...cases)
}

async function listAs(frame: FrameOf<'list_anomalies'>, ...cases: Case[]) {
  const deps = askDeps('none', undefined, '2026-11-27T09:00:00.000Z')
  const index = async () => ({ version: '1', cases: cases.map(caseSummary) })
  const told = { ...deps, cases: { ...deps.cases, index, many: async () => cases } }
  const ask: AskWith = { ...told, gazetteer: await gazetteerOf(told), run_key: 'run' }
  const { sentence } = await listAnomalies(frame, ask)
  return { text: sentence?.text ?? '', at_stake: sentence?.facts['at_stake'] }
}

it('counts the money of an incident once, as the largest of its cases, and says so', async () => {
  const { text, at_stake } = await listOf(caseOf('first', 'lumen', '120'), caseOf('rest', 'lumen', '40'), caseOf('other', 'quarry', '10'))
  expect(at_stake).toMatchObject({ value: '130', formula: 'sum over the incidents, of each the largest of its cases' })
  expect(text).toMatch(/^3 cases of 2 incidents in .* with \$130\.00 \/ day at stake, each incident counted once; the largest: /)
})

it('adds up the cases where each is an incident of its own', async () => {
  const { text, at_stake } = await listOf(caseOf('first', 'lumen', '120'), caseOf('other', 'quarry', '10'))
  expect(at_stake).toMatchObject({ value: '130', formula: 'sum over the cases' })
  expect(text).toMatch(/^2 cases in .* with \$130\.00 \/ day at stake; the largest: /)
})

it('says of none of a severity that none of it is open, and not that nothing is', async () => {
  const { text } = await listAs({ ...FRAME, state: 'open', severity: 'critical' }, caseOf('first', 'lumen', '120'))
  expect(text).toBe('No open critical case in the whole bill.')
})

it('says of none that fits that none fits', async () => {
  const { text } = await listAs({ ...FRAME, state: 'open', category: 'resource_waste' }, caseOf('first', 'lumen', '120'))
  expect(text).toBe('No open case in the whole bill fits what was asked.')
})
