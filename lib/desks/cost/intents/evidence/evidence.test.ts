import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import type { TriageEvidence } from '@/lib/desks/cost/rules/category-rule'
import { triage } from '@/lib/desks/cost/rules/triage'
import { factRefs } from '@/lib/intents/fact-refs'
import { drawText } from '@/lib/intents/text/registry'
import { inZoneDeep } from '@/lib/kernel/in-zone'
import type { CostFile } from '@/schemas/case'
import { Component } from '@/schemas/component'
import type { Evidence } from '@/schemas/evidence/evidence'
import { configEvidence } from './changed-resources'
import { commitmentEvidence } from './commitment'
import { creditsFeesEvidence } from './credits-fees'
import { dataTransferEvidence } from './data-transfer'
import { deployEvidence } from './deploy'
import { k8sShiftEvidence } from './k8s-shift'
import { marketplaceEvidence } from './marketplace'
import { missingEvidence } from './missing'
import { mixedEvidence } from './mixed'
import { newResourcesEvidence } from './new-resources'
import type { DrawEvidence, EvidenceContext } from './piece'
import { usageGrowthEvidence } from './usage-growth'
import { wasteEvidence } from './waste'

const FIXTURES = new URL('../../fixtures/', import.meta.url)
const NOW = '2026-11-19T09:00:00.000Z'
const KINDS = [
  'cost.leaf_changes',
  'cost.charge_events',
  'cost.commitment_use',
  'cost.resource_costs',
  'cost.change_events',
  'cloud.instances',
  'k8s.allocation',
  'business.driver',
  'cost.resource_changes',
] as const

const situation = (name: string): TriageEvidence => readSituation(JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8')))

/** A situation of the rules as the case that holds it. */
function contextOf(found: TriageEvidence): EvidenceContext {
  const evidence = KINDS.flatMap((kind): Evidence[] => {
    const held = found[kind]
    const source = { connector: 'bill', query: 'q', data_version: null, retrieved_at: NOW }
    return held === null ? [] : [{ evidence_id: held.evidence_id, kind, digest: 'a'.repeat(64), source, completeness: 1, gaps: [], body: held.body }]
  })
  const file: CostFile = { anomaly: found.anomaly, attribution: found.attribution, triage: triage(found, '6000'), windows: null } as CostFile
  return { file, evidence, names: { '210000000003': 'data-platform', '210000000005': 'payments-prod' }, now: NOW }
}

const SITUATIONS: readonly (readonly [string, DrawEvidence, golden?: string])[] = [
  ['commitment-coverage-drift/savings-plan-ended', commitmentEvidence],
  ['credits-refunds-fees/credit-ended', creditsFeesEvidence],
  ['marketplace/subscription-began', marketplaceEvidence],
  ['data-transfer/internet-and-zones-together', dataTransferEvidence],
  ['k8s-cost-shift/moved-from-web-to-search', k8sShiftEvidence],
  ['deploy-related/three-deploys-that-day', deployEvidence],
  ['config-drift/log-level-turned-up', configEvidence],
  ['config-drift/machine-was-made-larger', configEvidence, 'config-drift-by-the-bill'],
  ['expected-growth/orders-grew-as-much', usageGrowthEvidence],
  ['resource-waste/new-instances-are-idle', wasteEvidence],
  ['new-resource/nine-instances-left-running', newResourcesEvidence],
]

describe('the stored evidence of a category', () => {
  it.each(SITUATIONS.map(([name, draw, golden = name.replace(/[/].*/, '')]) => [name, draw, golden] as const))(
    'reads as agreed: %s',
    async (name, draw, golden) => {
      const ctx = contextOf(situation(name))
      const piece = draw(ctx)
      if (piece === null) throw new Error('nothing was drawn')
      expect(Component.safeParse(piece.part).error).toBeUndefined()
      expect(factRefs(piece.part).filter((id) => piece.facts[id] === undefined)).toEqual([])
      const text = drawText(piece.part, { facts: piece.facts, now: NOW }).join('\n')
      for (const fact of Object.values(piece.facts)) expect(text).toContain(fact.text)
      await expect(`${text}\n`).toMatchFileSnapshot(new URL(`intents/evidence/${golden}.golden`, FIXTURES).pathname)
    },
  )

  it('is not drawn where the case holds none, rather than as zero', () => {
    const ctx = { ...contextOf(situation('data-transfer/nat-traffic-doubled')), evidence: [] }
    for (const [, draw] of SITUATIONS) expect(draw(ctx)).toBeNull()
  })

  it('tells when an idle instance was launched by the clocks of the tenant, whose day may be another than the bill’s', () => {
    const found = situation('resource-waste/new-instances-are-idle')
    const held = found['cloud.instances']
    if (held === null) throw new Error('the situation has no instances')
    const instances = held.body.instances.map((i) => ({ ...i, launched_at: '2026-11-09T23:30:00.000Z' }))
    const piece = wasteEvidence(contextOf({ ...found, 'cloud.instances': { ...held, body: { ...held.body, instances } } }))
    const text = (zone: string) => JSON.stringify(inZoneDeep(piece?.part, zone, NOW))
    expect(text('UTC')).toContain('launched 9 Nov 23:30 UTC')
    expect(text('Europe/Berlin')).toContain('launched 10 Nov 00:30 UTC+1')
  })

  it('says which collector is missing, since when and which question it leaves open', () => {
    const ctx = contextOf(situation('deploy-related/deploys-could-not-be-read'))
    const piece = missingEvidence(ctx)
    const text = piece === null ? '' : drawText(piece.part, { facts: piece.facts, now: NOW }).join(' ')
    expect(text).toContain('not known: deploys and configuration changes (Change log)')
    expect(text).toContain('19 Nov 09:00 UTC')
    expect(text).toContain('after a deploy')
  })

  it('names the parts and always the remainder when no part explains half of the rise', () => {
    const ctx = contextOf(situation('data-transfer/internet-and-zones-together'))
    const file = ctx.file.triage === null ? ctx.file : { ...ctx.file, triage: { ...ctx.file.triage, category: 'unknown' as const } }
    const piece = mixedEvidence({ ...ctx, file })
    expect(mixedEvidence(ctx)).toBeNull()
    expect(piece === null ? [] : factRefs(piece.part)).toContain('remainder')
  })
})
