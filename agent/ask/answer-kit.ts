import type { Sentence } from '@/agent/narration/say'
import { scopeWords } from '@/lib/conversation/chips/chips'
import { SCOPE_WORDS } from '@/lib/conversation/frame/canonical-words'
import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import { makeEvidence } from '@/lib/evidence/make'
import { buildIntent, type IntentParts } from '@/lib/intents/build'
import { type Facts, words } from '@/lib/intents/fact'
import { canonicalJson, digest } from '@/lib/kernel/canonical'
import { formatDay } from '@/lib/kernel/format'
import { addDays, daysIn } from '@/lib/kernel/time'
import type { CostFilter } from '@/lib/warehouse/place-sql'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Frame, FramePeriod, Grouping } from '@/schemas/frame'
import type { Component, UiIntent } from '@/schemas/intent'
import type { Day } from '@/schemas/time'
import type { AskDeps, BillCover } from './port'

/** What a question gets: cards, one sentence, and the case ids of a list so that "the second one" has a meaning. */
export type Answer = { intents: UiIntent[]; sentence: Sentence; listed: string[] }

/** What an answer is made with besides the stores: the names of the tenant and an id that keeps this run's cards apart from others. */
export type AskWith = AskDeps & { gazetteer: Gazetteer; run_key: string }

export const GROUP_HEADS: Readonly<Record<Grouping, string>> = {
  service_name: 'Service',
  sub_account_id: 'Account',
  region_id: 'Region',
  usage_type: 'Usage type',
  owner: 'Team',
  environment: 'Environment',
}

/** A group's name as people know it; an empty value is said, not left blank. */
export const groupLabel = (group_by: Grouping, key: string, gazetteer: Gazetteer): string =>
  key === ''
    ? group_by === 'owner'
      ? 'No team tag'
      : group_by === 'environment'
        ? 'No environment tag'
        : 'Not stated on the bill'
    : group_by === 'sub_account_id'
      ? (gazetteer.accounts.find((a) => a.id === key)?.name ?? key)
      : key

/** A card of a view. It belongs to one run: asking again makes a new card and leaves the old one as it was seen. */
export function viewIntent(
  ask: Pick<AskWith, 'run_key' | 'now'>,
  frame: Frame,
  parts: Omit<IntentParts, 'intent_id' | 'rev' | 'subject' | 'produced_by' | 'now' | 'href'>,
): UiIntent {
  return buildIntent({
    intent_id: `view.${frame.frame}.${ask.run_key}`,
    rev: 0,
    subject: { type: 'view', id: frame.frame },
    produced_by: { ruleset_version: 'bill', policy_digest: null },
    now: ask.now,
    href: '/ask',
    ...parts,
  })
}

/** A printable question to the bill and its answer, content-addressed, so that a figure leads to what was asked. */
export const billEvidence = (cover: BillCover, query: string, kind: string, rows: unknown, gaps: string[]): Evidence =>
  makeEvidence({
    source: { connector: 'bill', query, data_version: cover.data_version, retrieved_at: cover.imported_at },
    body: { kind, rows } as { kind: string },
    completeness: gaps.length === 0 ? 1 : 0.9,
    gaps,
  })

export function queryText(name: string, filter: CostFilter, period: Pick<FramePeriod, 'start' | 'end'>, more = ''): string {
  const parts = [
    ...SCOPE_KEYS.flatMap((key) => (filter.scope[key] === undefined ? [] : [`${SCOPE_WORDS[key]}=${filter.scope[key]}`])),
    ...SCOPE_KEYS.flatMap((key) => {
      const any = (filter.any_of ?? []).filter((p) => p.key === key).map((p) => p.value)
      return any.length === 0 ? [] : [`${SCOPE_WORDS[key]} in (${any.join(', ')})`]
    }),
    ...filter.except.map((e) => `${SCOPE_WORDS[e.key]}<>${e.value}`),
    ...(filter.environment === null ? [] : [`env=${filter.environment}`]),
    ...(filter.charge === null ? [] : [`charge=${filter.charge}`]),
    `${period.start}..${addDays(period.end, -1)}`,
    more,
  ]
  return `${name}(${parts.filter(Boolean).join(', ')})`
}

/** The part of a frame of cost that says where to look. */
export const filterOf = (frame: CostFilter): CostFilter => ({
  scope: frame.scope,
  except: frame.except,
  environment: frame.environment,
  charge: frame.charge,
  any_of: frame.any_of ?? [],
})

/** The part of a period that the bill covers, and what is missing or provisional in it. */
export type Window = { days: Day[]; start: Day; end: Day; gaps: string[]; notices: Component[] }

export function windowOf(period: FramePeriod, cover: BillCover, today: Day): Window {
  const start = period.start < cover.first_day ? cover.first_day : period.start
  const end = period.end > cover.end_day ? cover.end_day : period.end
  const days = daysIn(start, end)
  const gaps: string[] = []
  const notices: Component[] = []
  if (days.length === 0)
    return { days, start, end, gaps: [`the bill covers ${span(cover.first_day, cover.end_day, today)}`], notices: [missing(period, cover, today)] }
  if (start > period.start) gaps.push(`days before ${formatDay(start, today)}: the bill begins there`)
  if (end < period.end) gaps.push(`days from ${formatDay(end, today)} on: the bill ends there`)
  if (gaps.length > 0)
    notices.push({
      kind: 'notice',
      tone: 'missing',
      title: 'Part of the period is not on the bill',
      text: `not known: ${gaps.join('; ')}.`,
      remedy: 'Import the bill of these days on the sources page.',
    })
  const provisional = days.filter((d) => d >= cover.settled_end)
  const [first] = provisional
  if (first !== undefined)
    notices.push({
      kind: 'notice',
      tone: 'info',
      title: 'Provisional days',
      text: `${formatDay(first, today)} and later may still be restated by the provider${days.includes(today) ? '; today is not complete' : ''}.`,
      remedy: null,
    })
  return { days, start, end, gaps, notices }
}

const span = (start: Day, end: Day, today: Day): string => `${formatDay(start, today)} to ${formatDay(addDays(end, -1), today)}`
const missing = (period: FramePeriod, cover: BillCover, today: Day): Component => ({
  kind: 'notice',
  tone: 'missing',
  title: `Not known: ${period.label}`,
  text: `The imported bill covers ${span(cover.first_day, cover.end_day, today)}; nothing of ${span(period.start, period.end, today)} is in it.`,
  remedy: 'Ask for a day that the bill covers, or import the bill of that period.',
})

/** Facts that say what an answer is about; sentences use them so that a name is never free text. */
export const aboutFacts = (frame: Frame, gazetteer: Gazetteer): Facts => ({
  scope: words('Scope', scopeWords(frame, gazetteer) || 'the whole bill'),
  ...('period' in frame && frame.period !== null ? { period: words('Period', frame.period.label) } : {}),
  ...('baseline' in frame ? { baseline: words('Compared with', frame.baseline.label) } : {}),
})

/** Short id of a run for the ids of its cards. */
export const runKeyOf = (run_id: string): string => digest(canonicalJson(run_id)).slice(0, 12)
