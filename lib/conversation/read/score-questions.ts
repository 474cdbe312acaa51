import type { Frame } from '@/schemas/frame'
import type { Reading, ThreadContext } from '@/schemas/reading'
import type { Day } from '@/schemas/time'
import type { ReadingContext } from '../follow-up/context'
import { nextContext } from '../follow-up/next-context'
import { parse, print } from '../frame/canonical'
import { SCOPE_WORDS } from '../frame/canonical-words'
import { findTerm } from '../glossary/glossary'
import type { Gazetteer } from '../tag/gazetteer'
import { NOBODY } from '../tag/nobody'
import { indexOf, tagNames } from '../tag/tag-entities'
import { nameKey } from '../words/normalise'
import { read } from './read'

/**
 * One question of a corpus. `expect` are the readings that count as right: a line names the view and every slot that matters ("/breakdown by:team period:last-month");
 * places that it does not name must not be there. "?" is right when one thing is asked back, "!" when it is declined. Questions of one `thread` follow each other.
 */
export type Question = {
  question: string
  expect: readonly string[]
  voice?: string
  thread?: string
  /** Canonical line of the question before, where no thread is told. */
  previous?: string
  focus?: string
  listed?: readonly string[]
}

export type Verdict = { question: Question; reading: Reading; is_right: boolean; is_wrong_card: boolean }

const PLACES = [...Object.values(SCOPE_WORDS), ...Object.values(SCOPE_WORDS).flatMap((w) => [`not-${w}`, `other-${w}`, `any-${w}`]), 'env']
const slotsOf = (line: string): Map<string, string[]> => {
  const slots = new Map<string, string[]>()
  for (const [, word = '', value = ''] of line.matchAll(/ ([a-z-]+):("(?:[^"\\]|\\.)*"|\S*)/g))
    slots.set(word, [...(slots.get(word) ?? []), value.replace(/^"|"$/g, '')])
  return slots
}

/** The name that a short one stands for among people: "s3". */
const namedBy = (short: string, gazetteer: Gazetteer): string | undefined => {
  const words = short
    .toLowerCase()
    .split(' ')
    .map((text) => ({ text, tag: null, length: 1, is_quoted: false }))
  const [only, ...more] = tagNames(words, indexOf(gazetteer))
  return more.length === 0 && only?.tag?.tag === 'entity' ? only.tag.value : undefined
}

/** True when a reading is the one that a line of the corpus describes. Names may be shortened: "service:redshift", "service:s3", "case:lumen", "person:tomas". */
function fits(reading: Reading, expected: string, { gazetteer, today }: Pick<ReadingContext, 'gazetteer' | 'today'>): boolean {
  if (expected === '?') return reading.outcome === 'clarify'
  if (expected === '!') return reading.outcome === 'declined'
  if (reading.outcome !== 'answered') return false
  const got = print(reading.frame, today)
  if (got.split(' ')[0] !== expected.split(' ')[0]) return false
  const [has, wanted] = [slotsOf(got), slotsOf(expected)]
  const spell = (word: string, value: string): string => (word.endsWith('account') ? (gazetteer.accounts.find((a) => a.id === value)?.name ?? value) : value)
  const isShort = (word: string, value: string, asked: string): boolean =>
    (word === 'case' && value === `case_${asked}`) ||
    (word === 'person' && value === (asked === 'none' ? NOBODY : `usr_${asked}`)) ||
    (word === 'term' && findTerm(asked)?.term === value)
  const same = (word: string, value: string, asked: string): boolean =>
    word === 'period' || word === 'baseline'
      ? samePeriod(value, asked, today)
      : PLACES.includes(word) && asked !== ''
        ? value === asked || nameKey(spell(word, value)).includes(nameKey(asked)) || value === (asked === 'none' ? '' : namedBy(asked, gazetteer))
        : value === asked || isShort(word, value, asked)
  // Two places of a kind ("account:lumen-dev,ml-research") are all that is shown, or the two sides of a difference.
  for (const [word, asked] of [...wanted]) {
    const [first, second] = PLACES.includes(word) ? (asked[0] ?? '').split(',') : []
    if (first === undefined || second === undefined) continue
    wanted.delete(word)
    if (got.startsWith('/drift')) wanted.set(word, [first]).set(`other-${word}`, [second])
    else wanted.set(`any-${word}`, (asked[0] ?? '').split(','))
  }
  for (const [word, asked] of wanted) {
    // A slot at its usual value is not printed.
    const values = has.get(word) ?? (usual(reading.frame, word) === asked[0] ? asked : [])
    if (!asked.every((a) => values.some((value) => same(word, value, a)))) return false
  }
  return PLACES.every((word) => (has.get(word)?.length ?? 0) === (wanted.get(word)?.length ?? 0))
}

const usual = (frame: Frame, word: string): string | undefined => {
  const slots = frame as unknown as Record<string, unknown>
  const value = slots[word]
  return typeof value === 'string' ? value : undefined
}

function samePeriod(got: string, asked: string, today: Day): boolean {
  const of = (text: string) => {
    const frame = parse(`/trend period:${text}`, today)
    return frame !== undefined && 'period' in frame ? frame.period : undefined
  }
  const [a, b] = [of(got), of(asked)]
  return a !== undefined && b !== undefined && a !== null && b !== null && a.start === b.start && a.end === b.end
}

/** Reads every question of a corpus in order, each in the light of those before it in its thread. */
export function scoreQuestions(questions: readonly Question[], gazetteer: Gazetteer, today: Day, viewer: string | null = null): Verdict[] {
  const threads = new Map<string, ThreadContext>()
  const open = gazetteer.cases.filter((c) => !c.is_closed).map((c) => c.case_id)
  const now = `${today}T09:00:00.000Z`
  return questions.map((question) => {
    const kept = question.thread === undefined ? null : (threads.get(question.thread) ?? null)
    const ctx: ReadingContext = {
      gazetteer,
      today,
      previous: question.previous === undefined ? (kept?.frame ?? null) : (parse(question.previous, today) ?? null),
      focus_case: question.focus ?? null,
      listed: question.listed ?? kept?.listed ?? [],
      trail: kept?.trail ?? [],
      offered: kept?.offered ?? [],
      viewer,
    }
    const reading = read(question.question, ctx)
    // A list of cases shows the open ones of the gazetteer in its order.
    const listed = reading.outcome === 'answered' && reading.frame.frame === 'list_anomalies' ? open : []
    if (question.thread !== undefined) threads.set(question.thread, nextContext(reading, listed, kept, now))
    const is_right = question.expect.some((expected) => fits(reading, expected, ctx))
    return { question, reading, is_right, is_wrong_card: !is_right && reading.outcome === 'answered' }
  })
}
