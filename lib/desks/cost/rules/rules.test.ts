import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { phrases } from '@/lib/desks/cost/phrases'
import { explain } from '@/lib/intents/explain'
import { formatMoney, formatPct } from '@/lib/kernel/format'
import type { CategoryVerdict } from '@/schemas/cost'
import { riseOf, type TriageEvidence } from './category-rule'
import { judgeCategories, RULESET } from './ruleset'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const RULES = [...RULESET.join(' ').matchAll(/cost\/([a-z0-9-]+)@/g)].map(([, name = '']) => name).filter((name) => existsSync(new URL(`${name}/`, FIXTURES)))
const situations = (rule: string) => readdirSync(new URL(`${rule}/`, FIXTURES)).filter((file) => file.endsWith('.json'))
const situation = (rule: string, file: string) => readSituation(JSON.parse(readFileSync(new URL(`${rule}/${file}`, FIXTURES), 'utf8')))
const verdictOf = (rule: string, evidence: TriageEvidence) => judgeCategories(evidence).find((v) => v.rule === `cost/${rule}`) as CategoryVerdict

function golden(verdict: CategoryVerdict, evidence: TriageEvidence): string {
  const kind = verdict.subcategory === null ? '' : `: ${verdict.subcategory}`
  const share =
    verdict.share === null
      ? ''
      : `  ${verdict.category}${kind} explains ${formatMoney(verdict.explained)} of a rise of ${formatMoney(riseOf(evidence.attribution))} / day (${formatPct(verdict.share * 100)})\n`
  return explain(verdict, phrases) + share
}

describe.each(RULES)('cost/%s', (rule) => {
  it.each(situations(rule))('reads as agreed: %s', async (file) => {
    const evidence = situation(rule, file)
    await expect(golden(verdictOf(rule, evidence), evidence)).toMatchFileSnapshot(new URL(`${rule}/${file.replace('.json', '.golden')}`, FIXTURES).pathname)
  })
})

const ALL = RULES.flatMap((rule) => situations(rule).map((file) => situation(rule, file)))
const SOURCES = ['cost.leaf_changes', 'cost.charge_events', 'cost.commitment_use', 'cost.resource_costs', 'cost.change_events', 'cloud.instances'] as const

describe('every category rule', () => {
  it('has a fixture folder, a phrase for each of its reasons and a version in the rule set', () => {
    for (const { rule } of judgeCategories(ALL[0] as TriageEvidence)) {
      expect(RULES, `${rule} has no folder of situations in lib/desks/cost/fixtures`).toContain(rule.replace('cost/', ''))
      expect(RULESET.join(' ')).toContain(`${rule}@`)
    }
    for (const verdict of ALL.flatMap(judgeCategories))
      for (const { code, facts } of verdict.reasons) {
        expect(Object.keys(phrases), `say in lib/desks/cost/phrases.ts what ${code} means`).toContain(code)
        expect(phrases[code]?.(facts)).not.toMatch(/undefined|NaN|null/)
      }
  })

  it('says unknown and what is missing, never clear, when its evidence is gone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.subarray([...SOURCES]), (evidence, gone) => {
        const without = { ...evidence, ...Object.fromEntries(gone.map((source) => [source, null])) }
        for (const [i, verdict] of judgeCategories(without).entries()) {
          const before = judgeCategories(evidence)[i] as CategoryVerdict
          if (verdict.outcome !== 'unknown') expect(verdict.outcome === before.outcome || gone.length > 0).toBe(true)
          else expect(verdict).toMatchObject({ explained: '0', share: null, missing: expect.arrayContaining([expect.any(String)]) })
        }
      }),
      { numRuns: 50 },
    )
  })

  it('explains no more than the rise and cites the evidence it read', () => {
    for (const evidence of ALL)
      for (const verdict of judgeCategories(evidence)) {
        expect(Number(verdict.explained)).toBeLessThanOrEqual(Number(riseOf(evidence.attribution)))
        expect(verdict.share ?? 0).toBeLessThanOrEqual(1)
        if (verdict.outcome === 'finding') expect(verdict.reasons.flatMap((r) => r.evidence_ids).length).toBeGreaterThan(0)
      }
  })
})
