import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { triage } from '@/lib/desks/cost/rules/triage'
import { effectsOf, providerSays } from './provider-says'

const of = (name: string) => triage(readSituation(JSON.parse(readFileSync(new URL(`../fixtures/corroboration/${name}.json`, import.meta.url), 'utf8'))), '6000')

it('tells what contradicts a decision, from where on it would not, what it costs in confidence, and what is not known', () => {
  const decided = of('coverage-rose-by-the-provider')
  expect(providerSays(decided)).toEqual([
    expect.stringContaining('That contradicts the bill and lowers the confidence; within 2 points it would say nothing.'),
    "Not known: Cost Explorer's drivers of the month; Cost Explorer's own anomalies.",
  ])
  expect(effectsOf(decided)).toBe(" − 15 points for Cost Explorer's coverage, which contradicts")
})

it('says nothing where the provider was not asked', () => {
  expect([providerSays({}), effectsOf({})]).toEqual([[], ''])
})
