import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { confidenceBand } from './confidence'
import { RULESET } from './ruleset'
import { triage } from './triage'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const RULES = RULESET.flatMap((entry) => /^cost\/([a-z0-9-]+)@/.exec(entry)?.[1] ?? [])

/** Each situation that shows the category of its folder, with what triage names it and how sure it says it is. */
const NAMED = readdirSync(FIXTURES)
  .filter((name) => RULES.includes(name))
  .sort()
  .flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, FIXTURES))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .flatMap((file) => {
        const decided = triage(readSituation(JSON.parse(readFileSync(new URL(`${folder}/${file}`, FIXTURES), 'utf8'))), '6000')
        const shows = decided.verdicts.find((v) => v.rule === `cost/${folder}`)?.outcome === 'finding'
        const category = folder.replaceAll('-', '_')
        const is_right = [decided.category, decided.trigger, decided.contributing].includes(category as typeof decided.category)
        return shows ? [{ situation: `${folder}/${file}`, confidence: decided.confidence, is_right }] : []
      }),
  )

const meanOf = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length

it('is as sure of the situations of the rules as it is right: a Brier score of at most 0.12, and where it is strong within a tenth', () => {
  expect(NAMED.length).toBeGreaterThan(30)
  expect(meanOf(NAMED.map(({ confidence, is_right }) => (confidence - (is_right ? 1 : 0)) ** 2))).toBeLessThanOrEqual(0.12)
  const strong = NAMED.filter(({ confidence }) => confidenceBand(confidence) === 'strong')
  expect(strong.length).toBeGreaterThan(20)
  const right = meanOf(strong.map(({ is_right }) => (is_right ? 1 : 0)))
  expect(Math.abs(right - meanOf(strong.map(({ confidence }) => confidence)))).toBeLessThanOrEqual(0.1)
})

it('is weak wherever it names another cause than the one that a situation is made of', () => {
  expect(NAMED.filter(({ is_right, confidence }) => !is_right && confidenceBand(confidence) !== 'weak')).toEqual([])
})
