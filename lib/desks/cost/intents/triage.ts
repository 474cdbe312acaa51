import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { evidenceWords } from '@/lib/desks/cost/intents/evidence-words'
import { effectsOf, providerSays } from '@/lib/desks/cost/intents/provider-says'
import { sentenceOf } from '@/lib/desks/cost/intents/sentence-of'
import { causeSentence, winnerOf } from '@/lib/desks/cost/intents/sentences'
import { severityStep } from '@/lib/desks/cost/intents/severity-step'
import { legacyOf, legacySentence } from '@/lib/desks/cost/legacy/legacy-sentence'
import { confidenceBand } from '@/lib/desks/cost/rules/confidence'
import { marginOf } from '@/lib/desks/cost/rules/margin'
import { caseAction } from '@/lib/intents/action'
import { buildIntent } from '@/lib/intents/build'
import { MAY_LOOK_AGAIN } from '@/lib/intents/case-statuses'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { type Facts, moneyPerDay, pct } from '@/lib/intents/fact'
import { formatMoney, formatPct } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import type { CategoryVerdict, Triage } from '@/schemas/cost'
import type { Component, ComponentOf, UiIntent } from '@/schemas/intent'

type Verdict = ComponentOf<'triage.explain'>['verdicts'][number]

// Below this the planner may not propose a change.
const WEAK_BELOW = 0.6

/** Why this category: what every rule said, by how much it won, what would change it. Null before triage. */
export function triageIntent(ctx: CaseContext): UiIntent | null {
  const { triage } = ctx.file
  if (triage === null) return null
  const legacy = legacyOf(ctx.file, ctx.evidence)
  return buildIntent({
    ...envelope(ctx, 'triage', { type: 'anomaly', id: ctx.c.case_id }),
    title: triage.category === 'unknown' ? 'Why the cause is not known' : `Why this category: ${lower(CATEGORY_LABELS[triage.category])}`,
    facts: { ...caseFacts(ctx), ...triageFacts(ctx, triage) },
    components: [
      {
        kind: 'triage.explain',
        category: CATEGORY_LABELS[triage.category],
        sentence: sentence(ctx),
        confidence: 'confidence',
        verdicts: ordered(triage).map((v) => verdictOf(v, triage, ctx)),
        flip: flip(triage),
        severity_steps: triage.severity_terms.map((t) => severityStep(t, ctx.file.anomaly.currency)),
        ...(legacy === null ? {} : { earlier: legacySentence(legacy) }),
      },
      ...weak(triage),
    ],
    actions: MAY_LOOK_AGAIN.includes(ctx.c.status)
      ? [
          caseAction('evidence.request_refresh', ctx.c, ctx.viewer, ctx.now, {
            label: 'Ask all sources again',
            effect: 'Reads the bill, the account and every connected source now, and decides and plans on what they say. The timeline tells what changed.',
            confirm: { level: 'click', prompt: 'A plan that comes out differently voids an open request.' },
          }),
        ]
      : [],
    suggestions: ['What happened before the spike?', 'What is the plan?'],
  })
}

function sentence(ctx: CaseContext): string {
  const winner = winnerOf(ctx)
  if (winner === undefined) return causeSentence(ctx)
  const { currency } = ctx.file.anomaly
  const share = winner.share === null ? '' : ` of the rise, ${formatPct(winner.share * 100)}`
  return `${causeSentence(ctx)} It explains ${formatMoney(winner.explained, currency)} per day${share}.`
}

// The winner first, then by the dollars explained, then those that could not be asked.
const RANK = { finding: 0, unknown: 1, clear: 2 } as const
function ordered(triage: Triage): CategoryVerdict[] {
  const rank = (v: CategoryVerdict) => (v.category === triage.category && v.outcome === 'finding' ? -1 : RANK[v.outcome])
  return triage.verdicts.toSorted((a, b) => rank(a) - rank(b) || (b.share ?? 0) - (a.share ?? 0) || (a.rule < b.rule ? -1 : 1))
}

function verdictOf(v: CategoryVerdict, triage: Triage, { file }: CaseContext): Verdict {
  const is_winner = v.category === triage.category && v.outcome === 'finding'
  const margin = file.attribution === null ? null : marginOf(v, file.attribution, file.anomaly.currency, is_winner)
  const unknown = v.missing.map((m) => `Not known: ${evidenceWords(m)}.`)
  return {
    category: CATEGORY_LABELS[v.category],
    rule: `${v.rule} v${v.version}`,
    outcome: v.outcome,
    explained: v.outcome === 'unknown' ? null : `explained_${v.category}`,
    share: v.outcome === 'unknown' ? null : v.share,
    sentences: [...v.reasons.map(sentenceOf), ...(margin === null ? [] : [sentenceOf(margin)]), ...unknown, ...(is_winner ? providerSays(triage) : [])],
    is_winner,
  }
}

function triageFacts({ file }: CaseContext, triage: Triage): Facts {
  const { currency, delta_daily_cost, evidence_ids } = file.anomaly
  const explained = triage.verdicts
    .filter((v) => v.outcome !== 'unknown')
    .map((v) => {
      const evidence = [...new Set(v.reasons.flatMap((r) => r.evidence_ids))]
      const formula = `dollars of the rise that ${v.rule} v${v.version} explains, of ${formatMoney(delta_daily_cost, currency)} per day`
      return [
        `explained_${v.category}`,
        moneyPerDay(`Explained by ${lower(CATEGORY_LABELS[v.category])}`, v.explained, currency, {
          evidence: evidence.length > 0 ? evidence : evidence_ids,
          formula,
        }),
      ] as const
    })
  const terms = triage.confidence_terms.map((t) => `${t.weight} × ${t.value} ${t.name.replaceAll('_', ' ')}`).join(' + ')
  const confidence = pct('Confidence', triage.confidence * 100, {
    evidence: evidence_ids,
    formula: terms === '' ? null : `0.99 × (${terms})${effectsOf(triage)}`,
  })
  return { ...Object.fromEntries(explained), confidence: { ...confidence, text: `${confidenceBand(triage.confidence)} (${confidence.text})` } }
}

function flip({ category, margin, verdicts }: Triage): string {
  if (category === 'unknown') return closest(verdicts)
  if (margin.runner_up === null) return 'Only new evidence: no competing cause explains a fifth of the change.'
  const gap = margin.share_gap === null ? 'by how much is not known' : `it explains ${formatPct(margin.share_gap * 100)} less of the change`
  return `Next is ${lower(CATEGORY_LABELS[margin.runner_up])}: ${gap}.`
}

// Half of the change has to be explained before a category is named (rules/primary).
function closest(verdicts: readonly CategoryVerdict[]): string {
  const best = verdicts.filter((v) => v.share !== null && v.share > 0).toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))[0]
  if (best === undefined) return 'No rule explains any of the change.'
  return `Closest is ${lower(CATEGORY_LABELS[best.category])} with ${formatPct((best.share ?? 0) * 100)} of the change; it takes half of it.`
}

function weak(triage: Triage): Component[] {
  const found: Component[] = []
  if (triage.confidence < WEAK_BELOW)
    found.push({ kind: 'notice', tone: 'info', title: 'Weak confidence', text: 'No change is proposed below 60 % confidence: only a ticket.', remedy: null })
  return found
}
