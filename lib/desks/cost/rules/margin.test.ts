import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { phrases } from '@/lib/desks/cost/phrases'
import { add, subtract } from '@/lib/kernel/money'
import { decisionOn, FINDING_SHARE, riseOf, shareOf } from './category-rule'
import { marginOf } from './margin'
import { PRIMARY_SHARE } from './primary'
import { judgeCategories, RULESET } from './ruleset'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const ALL = [...RULESET.join(' ').matchAll(/cost\/([a-z0-9-]+)@/g)]
  .map(([, name = '']) => name)
  .filter((name) => existsSync(new URL(`${name}/`, FIXTURES)))
  .flatMap((name) =>
    readdirSync(new URL(`${name}/`, FIXTURES))
      .filter((f) => f.endsWith('.json'))
      .map((f) => `${name}/${f}`),
  )
  .map((path) => readSituation(JSON.parse(readFileSync(new URL(path, FIXTURES), 'utf8'))))
const REASON = { code: 'transfer_rose', facts: {}, evidence_ids: ['ev_1'] }

it('says by how many dollars each answer would be another one, and those dollars make it so', () => {
  let seen = 0
  for (const { attribution } of ALL)
    for (const verdict of judgeCategories(ALL.find((e) => e.attribution === attribution) as (typeof ALL)[number])) {
      const margin = marginOf(verdict, attribution, 'USD', true)
      if (margin === null) continue
      seen++
      const by = String(margin.facts['per_day'])
      expect(phrases[margin.code]?.(margin.facts)).toMatch(/\$[\d,.]+ \/ day/)
      if (margin.code === 'margin_to_count') {
        expect(decisionOn(add(verdict.explained, by), null, [REASON], attribution).outcome).toBe('finding')
        expect(decisionOn(subtract(add(verdict.explained, by), '0.01'), null, [REASON], attribution).outcome).toBe('clear')
      }
      if (margin.code === 'margin_to_name') expect(shareOf(add(verdict.explained, by), attribution)).toBeGreaterThanOrEqual(PRIMARY_SHARE)
      if (margin.code === 'margin_to_lose') expect(shareOf(subtract(subtract(verdict.explained, by), '0.01'), attribution)).toBeLessThan(PRIMARY_SHARE)
    }
  expect(seen).toBeGreaterThan(20)
})

it('says nothing where a rule explains nothing or could not look', () => {
  for (const evidence of ALL)
    for (const verdict of judgeCategories(evidence)) if (verdict.explained === '0') expect(marginOf(verdict, evidence.attribution, 'USD', true)).toBeNull()
  expect(FINDING_SHARE).toBeLessThan(PRIMARY_SHARE)
  expect(ALL.every((e) => Number(riseOf(e.attribution)) >= 0)).toBe(true)
})
