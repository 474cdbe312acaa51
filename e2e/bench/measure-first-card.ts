import { ON_THE_WAY, TURN_ACTIVITY } from '@/schemas/activity'
import { type Figure, median, percentile, round } from './figure'
import { getJson, putQuestion, signInAs } from './server'

const MOST_MS = 150
const WARM_UP = 1

/** One question of each kind that people ask; every one of them is answered with a card. */
const QUESTIONS = {
  attention: 'What needs attention?',
  movers: 'What changed most in the last 7 days?',
  breakdown: 'Break down this month by team',
  comparison: 'Compare last month with the month before by service',
  trend: 'Cost per day for the last 30 days',
  lines: 'Show the bill lines of yesterday',
  approvals: 'What is waiting for approval?',
  savings: 'How much did we save?',
  scoped: 'Cost per day in lumen-dev since 1 November',
} as const
type Kind = keyof typeof QUESTIONS

/** A card with figures: a place that is kept for one does not count. */
const CARD = new RegExp(`"messageId":"intent:(?!${ON_THE_WAY.replaceAll('.', '[.]')})\\S`)

type Sample = { kind: Kind; turn_ms: number | null; card_ms: number; ping_ms: number }

/** Time from asking to the first card on the wire, question after question, each in a conversation of its own, against a round trip to the same server. */
export async function measureFirstCard({ url, questions, say }: { url: string; questions: number; say(text: string): void }): Promise<Figure[]> {
  const cookie = await signInAs(url, 'usr_mara')
  const kinds = Object.keys(QUESTIONS) as Kind[]
  const samples: Sample[] = []
  for (let round = -WARM_UP; round * kinds.length < questions; round++) {
    say(`asking: ${Math.max(0, round * kinds.length)} of ${questions}`)
    for (const kind of kinds) {
      const ping_ms = await ping(url)
      const asked = await ask(url, cookie, QUESTIONS[kind])
      if (round >= 0) samples.push({ kind, ...asked, ping_ms })
    }
  }
  return figuresOf(samples, kinds)
}

async function ping(url: string): Promise<number> {
  const started = performance.now()
  await (await fetch(`${url}/api/healthz`)).text()
  return performance.now() - started
}

/** Asks in a new conversation and reads the whole answer, noting when its first reading and its first card arrived. */
async function ask(url: string, cookie: string, question: string): Promise<{ turn_ms: number | null; card_ms: number }> {
  const { thread_id } = await getJson<{ thread_id: string }>(`${url}/api/threads`, cookie, {})
  const { answer, asked_at } = await putQuestion(url, cookie, thread_id, question)
  if (answer.body === null) throw new Error(`"${question}" was answered without a body`)
  let said = ''
  let turn_ms: number | null = null
  let card_ms: number | null = null
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    said += chunk
    const now = performance.now() - asked_at
    if (turn_ms === null && said.includes(`"${TURN_ACTIVITY}"`)) turn_ms = now
    if (card_ms === null && CARD.test(said)) card_ms = now
  }
  if (card_ms === null) throw new Error(`"${question}" was answered without a card: ${said.slice(-600)}`)
  return { turn_ms, card_ms }
}

function figuresOf(samples: readonly Sample[], kinds: readonly Kind[]): Figure[] {
  const cards = samples.map((s) => s.card_ms)
  const turns = samples.flatMap((s) => (s.turn_ms === null ? [] : [s.turn_ms]))
  const ping_ms = median(samples.map((s) => s.ping_ms))
  const [p50, p95] = [median(cards), percentile(cards, 95)]
  const of_kind = (kind: Kind): number[] => samples.filter((s) => s.kind === kind).map((s) => s.card_ms)
  return [
    {
      id: 'card.first_p95',
      sentence: `The first card after a question is there in ${Math.round(p50)} ms (p50) and ${Math.round(p95)} ms (p95) over ${samples.length} questions of ${kinds.length} kinds, no model.`,
      value: round(p95, 1),
      unit: 'ms',
      target: { at: 'most', value: MOST_MS },
      detail: {
        p50_ms: round(p50, 1),
        ...Object.fromEntries(kinds.map((kind) => [`${kind}_ms`, [round(median(of_kind(kind)), 1), round(percentile(of_kind(kind), 95), 1)]])),
      },
    },
    {
      id: 'card.first_ratio',
      sentence: `That is ${round(p50 / ping_ms, 1)}x a round trip to /api/healthz of the same server (${round(ping_ms, 1)} ms, asked in between).`,
      value: round(p50 / ping_ms, 2),
      unit: 'ratio',
      target: null,
      detail: {
        ping_p95_ms: round(
          percentile(
            samples.map((s) => s.ping_ms),
            95,
          ),
          1,
        ),
      },
    },
    {
      id: 'card.reading_p95',
      sentence: `What the question was read as is there in ${Math.round(median(turns))} ms (p50) and ${Math.round(percentile(turns, 95))} ms (p95).`,
      value: round(percentile(turns, 95), 1),
      unit: 'ms',
      target: null,
      detail: { p50_ms: round(median(turns), 1) },
    },
  ]
}
