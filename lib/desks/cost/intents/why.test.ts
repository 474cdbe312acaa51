import { describe, expect, it } from 'vitest'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { ACCOUNT_NAMES, MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { inboxIntent } from '@/lib/desks/cost/intents/inbox'
import { whyOf, whyText } from '@/lib/intents/why'
import type { ComponentKind, UiIntent } from '@/schemas/intent'

const extras = { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES }
const cards: UiIntent[] = STORY.flatMap(({ c, now }) => [
  ...Object.values(caseIntents(c, now, MARA, extras)).filter((intent) => intent !== null),
  inboxIntent([c], now, MARA, extras),
])
const kinds = [...new Set(cards.flatMap((card) => card.components.map((part) => part.kind)))].sort()
const withKind = (kind: ComponentKind): UiIntent[] => cards.filter((card) => card.components.some((part) => part.kind === kind))

describe('why this figure', () => {
  it.each(kinds)('every figure of %s has a source: evidence, a formula, or the record that it was read from', (kind) => {
    const bare = withKind(kind).flatMap((card) =>
      whyOf(card)
        .filter(({ fact }) => ['money', 'ratio'].includes(fact.kind) && fact.evidence.length === 0 && fact.formula === null)
        .map(({ id }) => `${card.intent_id} ${id}`),
    )
    expect(bare).toEqual([])
  })

  it('money comes with a formula and the evidence it was computed from', () => {
    const money = cards.flatMap((card) => whyOf(card).filter(({ fact }) => fact.kind === 'money'))
    expect(money.length).toBeGreaterThan(50)
    expect(money.filter(({ fact }) => fact.formula === null || fact.evidence.length === 0).map(({ id }) => id)).toEqual([])
  })

  it('names the last day of what the ledger compares, not the day after it', () => {
    const windows = new Set(cards.flatMap((card) => whyOf(card).flatMap(({ id, fact }) => (id.startsWith('ledger_') ? [fact.window] : []))))
    expect([...windows]).toEqual(['2026-10-12 to 2026-11-08 against 2026-11-09 to 2026-11-16'])
  })

  it('reads as text, with the question that was asked of the source', () => {
    const headline = cards.find((card) => card.intent_id.endsWith('.headline'))
    expect(headline === undefined ? [] : whyText(headline)).toMatchInlineSnapshot(`
      [
        "Why these figures: EC2 in lumen-dev, eu-west-1 runs $184.90 / day above what is expected since 9 Nov",
        "  At stake: $184.90 / day [at_stake_day]",
        "      exactly 184.896 USD, 9 Nov to 18 Nov",
        "    = $197.43 / day actual − $12.53 / day expected, per day from 9 Nov to 18 Nov",
        "    < northlight-cur2, 19 Nov 06:10 UTC, everything that was asked for is there:",
        "      daily_series(account=210000000006, service=Amazon Elastic Compute Cloud, region=eu-west-1,",
        "      2026-10-01..2026-11-18)",
        "  Against expected: +1476 % [delta_pct]",
        "      exactly 1475.508, 9 Nov to 18 Nov",
        "    = $184.90 / day ÷ $12.53 / day expected",
        "    < northlight-cur2, 19 Nov 06:10 UTC, everything that was asked for is there:",
        "      daily_series(account=210000000006, service=Amazon Elastic Compute Cloud, region=eu-west-1,",
        "      2026-10-01..2026-11-18)",
        "  If it goes on for 30 days: $5,547 [projected_30d]",
        "      exactly 5546.88 USD, 30 days",
        "    = $184.90 / day × 30 days",
        "    < northlight-cur2, 19 Nov 06:10 UTC, everything that was asked for is there:",
        "      daily_series(account=210000000006, service=Amazon Elastic Compute Cloud, region=eu-west-1,",
        "      2026-10-01..2026-11-18)",
      ]
    `)
  })
})
