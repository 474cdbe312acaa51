import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, day, money, moneyChange, moneyPerDay, moneyPerMonth, pct, pctChange, words } from '@/lib/intents/fact'
import { type CorpusItem, readItems, readLedgers } from './corpus'
import { guard, type Violation } from './guard'
import { say } from './say'

const FOLDER = join(import.meta.dirname, 'fixtures')
const NOW = '2026-11-19T09:00:00.000Z'
const facts = {
  scope: words('Scope', 'lumen-dev'),
  at_stake: moneyPerDay('At stake', '184.896', 'USD', { direction: 'up' }),
  change: moneyChange('Change', '184.896', 'USD', 'day'),
  fall: moneyChange('Change', '-42.1', 'USD', 'day'),
  saving: moneyPerMonth('Saving', '3613.4', 'USD'),
  total: money('Total', '19522.25', 'USD', null),
  share: pct('Share', 41.2),
  rise: pctChange('Rise', 38.2),
  instances: count('Instances', 9, 'instance'),
  onset: day('Since', '2026-11-09', NOW),
  type: words('Type', 'm6i.4xlarge'),
}
const NAMES = ['lumen-dev', 'storefront-prod', 'ml-research']
const check = { facts, names: NAMES }
const rules = (text: string, must_show: string[] = []): Violation['rule'][] => [...new Set(guard(text, { ...check, must_show }).map((v) => v.rule))]

const TEMPLATES = [
  '{scope} costs {at_stake} since {onset}.',
  '{instances} of {type} in {scope} cost {at_stake}.',
  '{scope} rose by {change} to {at_stake}, and the plan is worth {saving}.',
  '{total} in {scope}; the largest part is {type} with {share}.',
  'Cost in {scope} is {rise} above its band since {onset}.',
  'The plan for {instances} is worth {saving}.',
  'Elsewhere it fell by {fall}.',
]
const GOOD = TEMPLATES.map((template) => say(template, facts).text)

// Each takes a good sentence and makes it say something else; null when it does not apply.
const MUTATIONS: Record<string, (text: string) => string | null> = {
  'another digit': (t) => swap(t, /\d/, (d) => String((Number(d) + 1) % 10)),
  'one digit more': (t) => swap(t, /\d(?!\d)/, (d) => `${d}7`),
  'one digit less': (t) => swap(t, /\d(\d)/, (_, d) => d ?? ''),
  'decimals dropped': (t) => swap(t, /\.\d\d/, () => ''),
  'another period': (t) => swap(t, /\/ day/, () => '/ month') ?? swap(t, /\/ month/, () => '/ year'),
  'a period added': (t) => swap(t, /\$19,522/, (m) => `${m} a day`),
  'a period doubled': (t) => swap(t, /\/ day/, (m) => `${m} per hour`),
  'another currency': (t) => swap(t, /\$/, () => '€'),
  'currency dropped': (t) => swap(t, /\$/, () => ''),
  'percent dropped': (t) => swap(t, / %/, () => ''),
  'percent added': (t) => swap(t, /(\d) instances/, (_, d) => `${d} %`),
  'another direction': (t) => swap(t, /\brose\b/, () => 'fell') ?? swap(t, /\bfell\b/, () => 'rose'),
  'sign flipped': (t) => swap(t, /\+/, () => '−') ?? swap(t, /−/, () => '+'),
  'above for below': (t) => swap(t, /\babove\b/, () => 'below'),
  'another name': (t) => swap(t, /lumen-dev/, () => 'storefront-prod'),
  'another type': (t) => swap(t, /m6i\.4xlarge/, () => 'm6i.8xlarge'),
  'another day': (t) => swap(t, /9 Nov/, () => '8 Nov'),
  'another month': (t) => swap(t, /9 Nov/, () => '9 October'),
  'a number word': (t) => `${t} That is half of it.`,
  'a number word for a number': (t) => swap(t, /9 instances/, () => 'nine instances'),
  'a multiple': (t) => `${t} It doubled.`,
  'a figure of its own': (t) => `${t} About 2,200 in a year.`,
  'a cause': (t) => `${t} This was caused by the deploy.`,
  'another cause': (t) => `${t} It is due to a load test.`,
  advice: (t) => `${t} You should approve it.`,
  'a promise': (t) => `${t} The saving is guaranteed.`,
  'self-reference': (t) => `${t} As an AI this is clear.`,
  'a link': (t) => `${t} See https://example.com`,
  markup: (t) => `**${t}**`,
  'full-width digits': (t) => swap(t, /\d/, (d) => String.fromCodePoint(0xff10 + Number(d))),
  'Arabic digits': (t) => swap(t, /\d/, (d) => String.fromCodePoint(0x660 + Number(d))),
  'a zero-width joiner in a figure': (t) => swap(t, /(\d)(\d)/, (_, a, b) => `${a}\u200d${b}`),
  'a Cyrillic letter in a name': (t) => swap(t, /lumen/, () => 'lumеn'),
  'a superscript': (t) => swap(t, /(\d)( |,|\.)/, (_, d, after) => `${d}²${after}`),
  'a vulgar fraction': (t) => swap(t, /\$/, () => '$½'),
}
function swap(text: string, pattern: RegExp, by: (match: string, ...groups: string[]) => string): string | null {
  const out = text.replace(pattern, (match, ...rest) => by(match, ...rest.filter((r): r is string => typeof r === 'string')))
  return out === text ? null : out
}

describe('narration guard', () => {
  it('lets every sentence pass that a template made', () => {
    expect(GOOD.flatMap((text) => guard(text, { ...check, said: text }).map((v) => `${v.rule} ${v.found}: ${text}`))).toEqual([])
  })

  it('rejects every mutation of every sentence', () => {
    const mutants = Object.entries(MUTATIONS).flatMap(([name, mutate]) =>
      GOOD.flatMap((text) => [[name, mutate(text)] as const]).filter((m): m is readonly [string, string] => m[1] !== null),
    )
    const missed = mutants.filter(([, text]) => rules(text).length === 0).map(([name, text]) => `${name}: ${text}`)
    console.info(`mutated sentences rejected: ${mutants.length - missed.length} of ${mutants.length}`)
    expect(missed).toEqual([])
    expect(mutants.length).toBeGreaterThan(120)
    expect(new Set(mutants.map(([name]) => name)).size).toBe(Object.keys(MUTATIONS).length)
  })

  it('names the rule and the words', () => {
    expect(guard('lumen-dev costs $99 .', check)).toEqual([{ rule: 'unknown_figure', found: '$99' }])
    expect(rules('At stake: $184.90 / day a month.')).toEqual(['wrong_period'])
    expect(rules('Cost rose by −$42.10 / day.')).toEqual(['wrong_direction'])
    expect(rules('ml-research puts $184.90 / day at stake.')).toEqual(['unknown_name', 'unknown_word'])
    expect(rules('It goes on and on.', ['at_stake'])).toEqual(['missing_fact'])
    expect(rules(`It stands ${'and stands '.repeat(80)}`)).toEqual(['too_long'])
    expect(rules('The plan saves $184.90 / day.')).toEqual(['wrong_place'])
    expect(rules('{{f:scope}} puts {{f:at_stake}} at stake since {{f:onset}}.')).toEqual([])
    expect(rules('{{f:scope}} puts {{f:at_stake}} at stake until {{f:onset}}.')).toEqual(['wrong_date'])
    expect(rules('{{f:scope}} puts {{f:year}} at stake.')).toContain('unknown_slot')
    expect(rules('{{f:scope}} puts {{f:at_stake}} at stake, and quuxes.')).toEqual(['unknown_word'])
  })

  it('lets the template say what only it knows, word for word and fact for fact', () => {
    const said = 'Nothing was sent for approval yet: the plan for 9 instances is worth $3,613 / month.'
    expect(guard(said, { ...check, said })).toEqual([])
    expect(guard(said.replace('Nothing was', 'It was'), { ...check, said }).map((v) => v.rule)).toContain('advice')
    expect(guard(said.replace('$3,613 / month', '$184.90 / day'), { ...check, said }).length).toBeGreaterThan(0)
  })

  it('reads text of any shape to its end: no rule goes back over it again and again', () => {
    const shapes = [
      'a '.repeat(1200),
      ': '.repeat(1000),
      '<0> '.repeat(500),
      'from <0> to '.repeat(150),
      '{{f:scope}} '.repeat(180),
      'up to '.repeat(350),
      ', '.repeat(1000),
    ]
    // Whatever took more than a moment here would outlast the limit of the test.
    for (const text of shapes) expect(Array.isArray(guard(text, { ...check, said: text })), text.slice(0, 20)).toBe(true)
  })

  it('withholds every false paragraph of the corpus that thresholds may be chosen on, and shows nearly every true one', { timeout: 90_000 }, () => {
    const ledgers = readLedgers(FOLDER)
    const passes = ({ ledger, text }: CorpusItem): boolean => guard(text, ledgers[ledger] ?? { facts: {} }).length === 0
    const tune = (items: CorpusItem[]): CorpusItem[] => items.filter((_, i) => i % 2 === 0)
    expect(tune(readItems(FOLDER, 'mutated.jsonl')).filter(passes)).toEqual([])
    const good = [...tune(readItems(FOLDER, 'good.jsonl')), ...readItems(FOLDER, 'good-seen.jsonl')]
    expect(good.filter(passes).length / good.length).toBeGreaterThan(0.95)
  })

  it('rejects any figure put anywhere into a good sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), fc.nat(), fc.integer({ min: 0, max: 99_999 }), (text, at, n) => {
        const place = at % (text.length + 1)
        expect(rules(`${text.slice(0, place)} ${n} ${text.slice(place)}`).length).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })

  it('is made of templates that hold no figure of their own', () => {
    expect(() => say('{scope} costs 12 dollars', facts)).toThrow('figure of its own')
    expect(() => say('{nobody} costs', facts)).toThrow('needs the fact nobody')
  })
})
