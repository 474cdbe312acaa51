import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { phrases } from '@/lib/desks/cost/phrases'
import { canonicalJson } from '@/lib/kernel/canonical'
import { type Corroboration, Triage } from '@/schemas/cost'
import type { TriageEvidence } from './category-rule'
import { confidenceOf } from './confidence'
import { triage } from './triage'

const FOLDER = new URL('../fixtures/corroboration/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
const read = (file: string) => readSituation(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')))
const KINDS = ['cost.provider_commitments', 'cost.provider_drivers', 'cost.provider_anomalies'] as const
const decide = (evidence: TriageEvidence) => Triage.parse(triage(evidence, '6000'))
const without = (evidence: TriageEvidence, kinds: readonly (typeof KINDS)[number][] = KINDS): TriageEvidence => ({
  ...evidence,
  ...Object.fromEntries(kinds.map((kind) => [kind, null])),
})

function golden(evidence: TriageEvidence): string {
  const [alone, beside] = [decide(without(evidence)), decide(evidence)]
  const line = (c: Corroboration): string => {
    const words = c.reasons.map((r) => phrases[r.code]?.(r.facts)).join(' ')
    return `  ${c.check} ${c.says}${c.missing.length > 0 ? `: not known ${c.missing.join(', ')}` : words === '' ? '' : `: ${words}`}\n`
  }
  return `${beside.category}, confidence ${alone.confidence} by the bill, ${beside.confidence} with what the provider says\n${(beside.corroboration ?? []).map(line).join('')}`
}

describe("the provider's cost service beside a decision", () => {
  it.each(FILES)('reads as agreed: %s', async (file) => {
    await expect(golden(read(file))).toMatchFileSnapshot(new URL(file.replace('.json', '.golden'), FOLDER).pathname)
  })

  it('names no category, no severity and no dollars, whatever it says', () => {
    for (const evidence of FILES.map(read)) {
      const { confidence: _c, corroboration: _b, ...alone } = decide(without(evidence))
      const { confidence: _d, corroboration: _e, ...beside } = decide(evidence)
      expect(beside).toEqual(alone)
    }
  })

  it('leaves a decision byte for byte as it was where it was not asked', () => {
    for (const evidence of FILES.map(read)) expect(canonicalJson(decide(without(evidence)))).not.toContain('corroboration')
  })

  it('has a sentence for every reason', () => {
    for (const { corroboration } of FILES.map((file) => decide(read(file))))
      for (const reason of (corroboration ?? []).flatMap((c) => c.reasons))
        expect(phrases[reason.code]?.(reason.facts)).not.toMatch(/undefined|NaN|null|not known/)
  })

  it('never lowers the confidence by agreeing and never raises it by contradicting, in any company', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES.map(read)), fc.constantFrom(...KINDS), fc.subarray([...KINDS]), (evidence, kind, gone) => {
        const base = without(
          evidence,
          gone.filter((k) => k !== kind),
        )
        const [less, more] = [decide(without(base, [kind])), decide(base)]
        const added = (more.corroboration ?? []).filter((c) => checksOf[kind].includes(c.check))
        if (added.every((c) => c.says !== 'contradicts')) expect(more.confidence).toBeGreaterThanOrEqual(less.confidence)
        if (added.every((c) => c.says !== 'agrees')) expect(more.confidence).toBeLessThanOrEqual(less.confidence)
      }),
      { numRuns: 200 },
    )
  })
})

const checksOf: Record<(typeof KINDS)[number], Corroboration['check'][]> = {
  'cost.provider_commitments': ['provider_coverage', 'provider_utilization'],
  'cost.provider_drivers': ['provider_drivers'],
  'cost.provider_anomalies': ['provider_anomalies'],
}

describe('confidenceOf, with effects', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  const terms = fc.record({ explained_share: part, evidence_present: part, data_settled: part, lead_over_runner_up: part })
  const effects = fc.array(fc.constantFrom(0.03, 0.02, -0.15, -0.1), { maxLength: 4 })
  const at = (t: Parameters<typeof confidenceOf>[0]['terms'], e: number[]) =>
    confidenceOf({ terms: t, is_unknown: false, is_partial: false, effects: e }).confidence

  it('is monotone in what is said, however it is mixed', () => {
    fc.assert(
      fc.property(terms, effects, (t, e) => {
        expect(at(t, [...e, 0.02])).toBeGreaterThanOrEqual(at(t, e))
        expect(at(t, [...e, -0.1])).toBeLessThanOrEqual(at(t, e))
      }),
    )
  })

  it('never lifts a confidence across the line below which nothing is changed', () => {
    fc.assert(
      fc.property(terms, effects, (t, e) => {
        if (at(t, []) < 0.6) expect(at(t, e)).toBeLessThan(0.6)
      }),
    )
  })
})
