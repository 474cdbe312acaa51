import { expect, it } from 'vitest'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'
import { caseSummary } from '../case-summary'
import { askDeps } from '../fixtures/ask-deps'
import { gazetteerOf } from '../gazetteer-of'
import { ownerLoad } from './owner-load'

const story = STORY[0]?.c
invariant(story, 'the story has a case')

async function loadBy(by: 'person' | 'team') {
  const deps = askDeps('none', undefined, '2026-11-27T09:00:00.000Z')
  const { owner: _, ...scope } = caseSummary(story as NonNullable<typeof story>).scope // safe: looked for above
  const open = { ...caseSummary(story as NonNullable<typeof story>), scope, assigned_to: null, is_closed: false, at_stake_per_day: '120' }
  const told = { ...deps, cases: { ...deps.cases, index: async () => ({ version: '1', cases: [open] }) } }
  return (await ownerLoad({ frame: 'owner_load', by, person: null }, { ...told, gazetteer: await gazetteerOf(told), run_key: 'run' })).sentence?.text
}

it('says of cases without a person that they are assigned to nobody, not that nobody has any', async () => {
  expect(await loadBy('person')).toBe('Assigned to nobody: 1 open case with $120.00 / day at stake.')
})

it('says of cases without a team tag that they have none', async () => {
  expect(await loadBy('team')).toBe('Without a team tag: 1 open case with $120.00 / day at stake.')
})
