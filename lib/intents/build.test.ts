import { describe, expect, it } from 'vitest'
import { buildIntent, type IntentParts } from '@/lib/intents/build'
import { moneyPerDay, notKnown } from '@/lib/intents/fact'
import { Fault } from '@/lib/kernel/errors'
import { addDays } from '@/lib/kernel/time'
import { INTENT_MAX_BYTES } from '@/schemas/intent'

const parts = (over: Partial<IntentParts> = {}): IntentParts => ({
  intent_id: 'case_1.headline',
  rev: 1,
  subject: { type: 'case', id: 'case_1' },
  title: 'EC2 is up',
  facts: { delta: moneyPerDay('At stake', '184.896', 'USD', { evidence: ['ev_1'] }) },
  components: [{ kind: 'headline', severity: 'medium', status: 'Detected', sentence: 'EC2 is up.', figures: ['delta'] }],
  must_show: ['delta'],
  produced_by: { ruleset_version: 'r1', policy_digest: null },
  now: '2026-11-19T09:00:00.000Z',
  href: '/cases/case_1',
  ...over,
})
const series = (days: number): IntentParts['components'] => [
  {
    kind: 'timeseries',
    title: 'EC2 left its band',
    subtitle: 'Effective cost per day',
    currency: 'USD',
    points: Array.from({ length: days }, (_, i) => ({
      day: addDays('2026-01-01', i),
      actual: '1200.12',
      expected: '1100.55',
      low80: '1000.55',
      high80: '1200.55',
      low95: '900.55',
      high95: '1300.55',
      is_settled: true,
    })),
    markers: [],
  },
]

describe('buildIntent', () => {
  it('signs title, facts, components and actions, and not the clock, the revision or the evidence at hand', () => {
    const digest = buildIntent(parts()).digest
    expect(buildIntent(parts({ now: '2026-12-01T00:00:00.000Z', rev: 9, suggestions: ['Why this category?'] })).digest).toBe(digest)
    expect(buildIntent(parts({ title: 'EC2 is down' })).digest).not.toBe(digest)
    expect(buildIntent(parts({ facts: { delta: moneyPerDay('At stake', '184.897', 'USD') } })).digest).not.toBe(digest)
  })

  it('refuses a card that draws a figure it does not hold', () => {
    expect(() => buildIntent(parts({ facts: {} }))).toThrow(Fault)
  })

  it('keeps the newest days and says how many it left out when the envelope would be too large', () => {
    const intent = buildIntent(parts({ components: [...series(130), ...series(130)], must_show: [] }))
    const [chart] = intent.components
    expect(JSON.stringify(intent).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
    expect(chart).toMatchObject({ kind: 'timeseries', subtitle: 'Effective cost per day · last 75 of 130 days' })
    expect(chart?.kind === 'timeseries' && chart.points.at(-1)?.day).toBe('2026-05-10')
  })

  it('shows what must be shown also when the text is cut', () => {
    const facts = { delta: moneyPerDay('At stake', '184.896', 'USD'), hidden: moneyPerDay('Saving', '118.86', 'USD') }
    const long = Array.from({ length: 20 }, (_, i) => ({
      kind: 'notice' as const,
      tone: 'info' as const,
      title: `Notice ${i}`,
      text: 'word '.repeat(300),
      remedy: null,
    }))
    const { plain } = buildIntent(parts({ facts, components: long, must_show: ['hidden'] }))
    expect(plain.length).toBeLessThanOrEqual(8000)
    expect(plain).toContain('Saving: $118.86 / day')
    expect(plain).toContain('cut here')
  })

  it('says a figure that nobody has instead of drawing zero', () => {
    const { plain } = buildIntent(parts({ facts: { delta: notKnown('Saved', 'no settled days yet') } }))
    expect(plain).toContain('Saved: not known: no settled days yet')
  })

  it('cuts text from outside instead of refusing the whole card', () => {
    const intent = buildIntent(parts({ components: [{ kind: 'notice', tone: 'info', title: 'Long', text: 'x'.repeat(5000), remedy: null }], must_show: [] }))
    expect(intent.components[0]).toMatchObject({ text: `${'x'.repeat(1999)}…` })
  })

  it('lists fewer plans of a long statement of savings, says so, and keeps its total', () => {
    const evidence = Array.from({ length: 20 }, (_, i) => `ev_${String(i).padStart(24, '0')}`)
    const facts = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [
        [`expected_${i}`, moneyPerDay('Expected', '10', 'USD', { evidence })],
        [`realised_${i}`, moneyPerDay('Realised', '9', 'USD', { evidence })],
      ]).flat(),
    )
    const rows = Array.from({ length: 50 }, (_, i) => ({
      title: `Plan ${i}`,
      href: `/cases/case_${i}`,
      status: 'verified',
      predicted: `expected_${i}`,
      realised: `realised_${i}`,
      band: 'between $8.00 and $10.00 a day',
      method: 'counterfactual, 7 settled days',
      is_counted: true,
    }))
    const intent = buildIntent(
      parts({
        facts: { ...facts, total: moneyPerDay('In all', '450', 'USD') },
        components: [{ kind: 'savings.ledger', title: 'Savings', subtitle: 'Per day', rows, total: 'total', note: 'Settled checks count.' }],
        must_show: ['total'],
      }),
    )
    const [ledger] = intent.components
    expect(JSON.stringify(intent).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
    expect(ledger?.kind === 'savings.ledger' && ledger.note).toMatch(/first \d+ of 50 plans; the total holds all of them/)
    expect(intent.facts['total']?.text).toBe('$450.00 / day')
  })
})
